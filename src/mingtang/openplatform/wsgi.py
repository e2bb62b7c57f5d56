"""The process that answers requests to the openplatform system."""

import os

from mingtang.kernel.wsgi import new_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.openplatform.settings")

application = new_application()
