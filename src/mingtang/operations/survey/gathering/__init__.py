"""Gathering: pages and files come from a live site or from a folder, within bounds, and can be resumed."""
