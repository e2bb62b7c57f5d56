"""Report: the check table as XLSX, the same as a page to print, and as JSON for programs."""
