"""Writes of formats: one function is one intention, one transaction and its events."""
