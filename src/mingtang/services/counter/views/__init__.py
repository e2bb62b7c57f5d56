"""Pages of the counter: applying, following a case, own files, scripts."""
