"""Tests of the reviewing feature."""
