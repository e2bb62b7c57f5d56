"""Tables of intake and the rules of one record."""
