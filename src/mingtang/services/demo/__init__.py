"""The demo city of the service engine: departments, halls, items with their guides, and some cases."""
