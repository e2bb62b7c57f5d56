"""Tests of the pages feature."""
