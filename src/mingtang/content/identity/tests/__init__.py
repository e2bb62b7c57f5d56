"""Tests of the identity feature."""
