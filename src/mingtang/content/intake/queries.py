"""Reads of intake: who sees what. Never writes."""
