"""Calls to the outside world. Content makes none yet: what it needs arrives as events."""
