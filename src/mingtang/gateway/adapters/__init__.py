"""Calls to neighbours, one file each."""
