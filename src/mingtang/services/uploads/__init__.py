"""Uploads: files people hand in, known by their content, sealed on disk, shown to few."""
