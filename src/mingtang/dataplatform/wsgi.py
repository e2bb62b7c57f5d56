"""The process that answers requests to the dataplatform system."""

import os

from mingtang.kernel.wsgi import new_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.dataplatform.settings")

application = new_application()
