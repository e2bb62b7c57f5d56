"""From what is public to files: one module for each kind of page."""
