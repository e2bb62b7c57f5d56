"""What the user centre answers to its neighbours, below /internal/."""

from mingtang.accounts.people.api import router as people
from mingtang.accounts.sessions.api import router as sessions
from mingtang.kernel.http import new_api

api = new_api(title="用户中心")
api.add_router("", people)
api.add_router("", sessions)
