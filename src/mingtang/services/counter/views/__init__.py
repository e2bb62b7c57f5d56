"""Pages of the counter: applying, following a case, own files, and what was typed too late."""
