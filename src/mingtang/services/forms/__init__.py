"""Forms: declared as data, filled as far as the government knows, saved as one goes, checked here."""
