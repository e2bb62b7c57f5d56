"""Tables of collecting and the rules of one record."""
