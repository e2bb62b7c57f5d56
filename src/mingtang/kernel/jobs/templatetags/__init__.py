"""Words of the jobs page."""
