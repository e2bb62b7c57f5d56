"""The identity process as a WSGI server starts it."""

import os

from mingtang.gateway.adapters.accounts import AccountsSessions
from mingtang.gateway.configuration import read_topology
from mingtang.gateway.identity.application import IdentityApplication
from mingtang.gateway.identity.sessions import SessionBook

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.gateway.settings")

application = IdentityApplication(SessionBook(AccountsSessions(read_topology()["accounts"])))
