"""Use cases that change what is known about people, or give it to somebody."""
