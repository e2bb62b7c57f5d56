"""Tests of the demo feature."""
