"""The process that answers requests to the operations system."""

import os

from mingtang.kernel.wsgi import new_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.operations.settings")

application = new_application()
