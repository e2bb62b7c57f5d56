"""Reads of evaluating: who sees what. Never writes."""
