"""People: who can log in, what is known about them, and who may act for whom."""
