"""Inbox: what the government has told a person, newest first."""
