"""Answers the gateway whether a session lives."""

from ninja import Router, Schema

from mingtang.accounts.sessions.commands.ending import touch_session
from mingtang.kernel.errors import NotAllowed
from mingtang.kernel.http import AuthenticatedRequest

router = Router(tags=["sessions"])


class SessionOut(Schema):
    alive: bool


@router.get("/sessions/{session_id}", operation_id="find_session", response=SessionOut)
def find_session(request: AuthenticatedRequest, session_id: str) -> SessionOut:
    """Tell whether the session lives; asking counts as using it."""
    if not request.auth.is_system:
        raise NotAllowed
    return SessionOut(alive=touch_session(session_id))
