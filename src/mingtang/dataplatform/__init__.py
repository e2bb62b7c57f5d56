"""Data platform: what departments know, shared once and with a purpose."""
