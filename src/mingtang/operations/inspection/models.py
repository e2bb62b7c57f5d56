"""Tables of inspection and the rules of one record."""
