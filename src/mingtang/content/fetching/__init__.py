"""Fetching from strangers: which addresses may be reached, how much is taken, and with what manners."""
