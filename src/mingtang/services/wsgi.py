"""The process that answers requests to the services system."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.services.settings")

application = get_wsgi_application()
