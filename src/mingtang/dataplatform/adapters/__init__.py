"""Calls of the dataplatform system to the outside, one file for each neighbour."""
