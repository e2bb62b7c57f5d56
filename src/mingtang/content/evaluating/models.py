"""Tables of evaluating and the rules of one record."""
