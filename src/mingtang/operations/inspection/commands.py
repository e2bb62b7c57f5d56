"""Writes of inspection: one function is one intention, one transaction and its events."""
