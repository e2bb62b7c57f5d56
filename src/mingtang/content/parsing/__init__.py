"""From the text of a policy file to its elements, its structure and what a reader looks for in it."""
