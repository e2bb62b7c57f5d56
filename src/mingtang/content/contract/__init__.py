"""What other systems may know of content."""
