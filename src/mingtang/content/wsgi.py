"""The WSGI application of content."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.content.settings")

application = get_wsgi_application()
