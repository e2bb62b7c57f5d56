"""Journeys: one public promise each, kept by the whole platform in a real browser."""
