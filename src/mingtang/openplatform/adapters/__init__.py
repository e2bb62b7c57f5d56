"""Calls of the openplatform system to the outside, one file for each neighbour."""
