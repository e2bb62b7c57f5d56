"""Documents: the reading of files (text, OCR, layout, tables, seals). No server, no policy knowledge."""
