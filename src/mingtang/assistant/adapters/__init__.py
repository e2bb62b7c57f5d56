"""Calls of the assistant system to the outside, one file for each neighbour."""
