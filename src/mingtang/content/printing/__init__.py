"""Files of a text: PDF in the layout of GB/T 9704, DOCX, Markdown, JSON, and what the site's own pages show."""
