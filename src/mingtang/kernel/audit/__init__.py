"""Audit: who did what to what, in a chain of fingerprints that nobody can quietly mend."""
