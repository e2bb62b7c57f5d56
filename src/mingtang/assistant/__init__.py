"""Assistant: finds what people mean and answers what is true."""
