"""Files that others work on with: Markdown, DOCX, JSON."""
