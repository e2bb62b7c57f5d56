"""Tables of tasks and the rules of one record."""
