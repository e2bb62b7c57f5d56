"""Tests of the timeliness feature."""
