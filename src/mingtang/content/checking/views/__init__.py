"""Pages of checking in the CMS."""
