"""The process that answers requests to the dataplatform system."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.dataplatform.settings")

application = get_wsgi_application()
