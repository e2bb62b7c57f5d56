"""Writes of checking: one function is one intention, one transaction and its audit entry."""
