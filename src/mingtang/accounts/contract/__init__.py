"""What others may import of the accounts system: events and types, plain Python."""
