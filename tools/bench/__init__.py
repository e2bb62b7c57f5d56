"""Benchmarks: one module for each name of `make bench NAME=…`."""
