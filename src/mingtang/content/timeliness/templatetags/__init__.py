"""Template tags of timeliness."""
