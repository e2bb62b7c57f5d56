"""The process that answers requests to the operations system."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.operations.settings")

application = get_wsgi_application()
