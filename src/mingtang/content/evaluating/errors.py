"""Refusals of evaluating: each a sentence the person can act on."""
