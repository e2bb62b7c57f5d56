"""Writes of evaluating: one function is one intention, one transaction and its events."""
