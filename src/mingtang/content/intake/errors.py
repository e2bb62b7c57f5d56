"""Refusals of intake: each a sentence the person can act on."""
