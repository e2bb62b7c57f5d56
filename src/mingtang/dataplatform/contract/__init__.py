"""What others may import of the dataplatform system: events and types, plain Python."""
