"""Desk: where officers see what waits, by due date, and decide."""
