"""Demo: loads the columns, pages and departments of a demo city, as history that was approved elsewhere."""
