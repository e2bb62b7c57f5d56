"""Refusals of collecting: each a sentence the person can act on."""
