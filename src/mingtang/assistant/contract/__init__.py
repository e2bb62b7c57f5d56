"""What others may import of the assistant system: events and types, plain Python."""
