"""Counting visits: from lines of the access log to sums of days. Pure functions, no database."""
