"""Guides: what the service engine has published, kept to be shown as static guide pages."""
