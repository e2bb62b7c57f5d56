"""Pages: the page tree (home, columns, articles), the department register, and how a text is shown."""
