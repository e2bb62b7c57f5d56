"""The process that answers requests to the assistant system."""

import os

from mingtang.kernel.wsgi import new_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.assistant.settings")

application = new_application()

from mingtang.assistant.search.keeping import the_index  # noqa: E402  needs Django's apps

the_index().build_in_background()
