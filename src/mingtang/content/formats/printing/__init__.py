"""Pages for paper: PDF in the layout of GB/T 9704, or a plain print layout."""
