"""Content: the website itself, from an editor's draft through three reviews to a signed page on disk."""
