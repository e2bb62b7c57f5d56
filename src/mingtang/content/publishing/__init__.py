"""Publishing: the only way a page becomes public, and the only way it stops being public."""
