"""What others may import of the openplatform system: events and types, plain Python."""
