"""Tables of checking and the rules of one record."""
