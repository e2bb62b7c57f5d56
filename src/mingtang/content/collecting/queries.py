"""Reads of collecting: who sees what. Never writes."""
