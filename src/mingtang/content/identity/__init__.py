"""Identity: turns the signed actor of a request into the Django user that Wagtail needs."""
