"""Reads of tasks: who sees what. Never writes."""
