"""Use cases that open and end sessions."""
