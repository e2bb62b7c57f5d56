"""Tests of the cms feature."""
