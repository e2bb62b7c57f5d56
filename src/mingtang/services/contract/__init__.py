"""What others may import of the services system: events and types, plain Python."""
