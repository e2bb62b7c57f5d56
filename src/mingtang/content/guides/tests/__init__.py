"""Tests of the guides feature."""
