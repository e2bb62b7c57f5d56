"""Checks: each module turns the facts of the whole site into findings of one part of the check table."""
