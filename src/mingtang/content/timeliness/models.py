"""Tables of timeliness and the rules of one record."""
