"""What others may import of the operations system: events and types, plain Python."""
