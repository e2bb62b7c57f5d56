"""Calls of the accounts system to the outside, one file for each neighbour."""
