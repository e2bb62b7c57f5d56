"""Writes of tasks: one function is one intention, one transaction and its events."""
