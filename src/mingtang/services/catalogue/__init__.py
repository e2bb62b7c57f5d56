"""Catalogue: what people can apply for, and all they must know about it."""
