"""Pages of logging in and out, and of everything about one's own logins."""
