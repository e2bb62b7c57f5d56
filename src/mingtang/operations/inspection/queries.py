"""Reads of inspection: who sees what. Never writes."""
