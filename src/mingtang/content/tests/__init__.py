"""What the tests of content share: factories and people."""
