"""The process that answers requests to the services system."""

import os

from mingtang.kernel.wsgi import new_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.services.settings")

application = new_application()
