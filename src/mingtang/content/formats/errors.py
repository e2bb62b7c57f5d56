"""Refusals of formats: each a sentence the person can act on."""
