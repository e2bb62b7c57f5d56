"""The process that answers requests to the assistant system."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.assistant.settings")

application = get_wsgi_application()

from mingtang.assistant.search.keeping import the_index  # noqa: E402  needs Django's apps

the_index().build_in_background()
