"""Refusals of tasks: each a sentence the person can act on."""
