"""Tests of the site feature."""
