"""The identity process as a WSGI server starts it."""

import os

from mingtang.gateway.adapters.accounts import AccountsSessions
from mingtang.gateway.configuration import read_topology
from mingtang.gateway.identity.application import IdentityApplication
from mingtang.gateway.identity.sessions import SessionBook
from mingtang.gateway.moving.following import keep_following
from mingtang.kernel.settings import home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.gateway.settings")

application = IdentityApplication(SessionBook(AccountsSessions(read_topology()["accounts"])))
#: Moved pages are this process's second task: it may read the keys, nginx may not.
keep_following(home())
