"""Writes of collecting: one function is one intention, one transaction and its events."""
