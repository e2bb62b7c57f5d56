"""Calls of the services system to the outside, one file for each neighbour."""
