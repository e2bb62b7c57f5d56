"""Sessions: logging in and out, and how long a session lives."""
