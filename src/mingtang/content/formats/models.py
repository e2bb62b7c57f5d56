"""Tables of formats and the rules of one record."""
