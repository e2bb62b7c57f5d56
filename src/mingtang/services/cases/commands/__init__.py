"""What can be done to a case. One function is one intention, in one transaction."""
