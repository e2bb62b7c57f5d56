"""The WSGI application of content."""

import os

from mingtang.kernel.wsgi import new_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.content.settings")

application = new_application()
