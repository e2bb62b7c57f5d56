"""Template tags of the counter and the desk."""
