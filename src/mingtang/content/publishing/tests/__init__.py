"""Tests of the publishing feature."""
