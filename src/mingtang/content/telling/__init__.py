"""The text told in other words or another order, for people who would not read it as it is."""
