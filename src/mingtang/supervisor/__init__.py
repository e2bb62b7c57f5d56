"""Supervisor: runs the whole platform on one machine; in production the units in deploy/ do this."""
