"""Calls of the operations system to the outside, one file for each neighbour."""
