"""错敏词: what is wrong in a page and its files, who said it is not, and the words that are looked for."""
