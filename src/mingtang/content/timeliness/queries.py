"""Reads of timeliness: who sees what. Never writes."""
