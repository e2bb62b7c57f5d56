"""Refusals of timeliness: each a sentence the person can act on."""
