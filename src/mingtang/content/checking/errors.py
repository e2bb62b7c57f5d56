"""Refusals of checking: each a sentence the person can act on."""
