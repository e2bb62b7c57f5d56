"""Moved pages: content's signed letter becomes nginx's map of permanent redirects."""
