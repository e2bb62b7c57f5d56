"""Outbox: events leave with the transaction that caused them, and are handled once."""
