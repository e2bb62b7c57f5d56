"""One approved text as it is given out: frozen, without the CMS, with what the parser is sure of."""
