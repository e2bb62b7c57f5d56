"""The process that answers requests to the accounts system."""

import os

from mingtang.kernel.wsgi import new_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.accounts.settings")

application = new_application()
