"""Open platform: how partners connect, with consent and within limits."""
