"""Refusals of inspection: each a sentence the person can act on."""
