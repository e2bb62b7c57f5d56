"""What the identity process knows of the sessions it has seen lately."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mingtang.gateway.adapters.accounts import Sessions
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.signing import read_claims, sign_actor

#: With the five seconds nginx keeps an answer, a closed session ends everywhere within ten.
BELIEVED_SECONDS = 3
#: A header is used again while it still holds for longer than nginx may keep a stale answer.
SAME_HEADER_SECONDS = 15
REMEMBERED_SESSIONS = 10_000
LONGEST_TOKEN = 4096
SESSION_TYPE = "session"


@dataclass
class Seen:
    """One session cookie whose signature was right."""

    actor: Actor
    ends_at: float
    is_alive: bool = True
    asked_at: float = -BELIEVED_SECONDS
    header: str = ""
    signed_at: float = -SAME_HEADER_SECONDS


class SessionBook:
    """Checks cookies. Safe for several threads: a race only asks twice."""

    def __init__(self, sessions: Sessions, *, clock: Callable[[], float] = time.time) -> None:
        self._sessions = sessions
        self._clock = clock
        self._seen: OrderedDict[str, Seen] = OrderedDict()
        self._lock = threading.Lock()

    def find_actor(self, token: str) -> Seen | None:
        """Return who holds this cookie with a fresh header, or None for nobody."""
        seen = self._recall(token)
        now = self._clock()
        if seen is None or now >= seen.ends_at:
            return None
        self._ask(seen, now=now)
        if not seen.is_alive:
            return None
        if now - seen.signed_at >= SAME_HEADER_SECONDS:
            seen.header = sign_actor(seen.actor, signer="gateway")
            seen.signed_at = now
        return seen

    def _ask(self, seen: Seen, *, now: float) -> None:
        """Ask the user centre again. When it is silent the last known answer stands."""
        if not seen.is_alive or now - seen.asked_at < BELIEVED_SECONDS:
            return
        answer = self._sessions.is_alive(seen.actor.session_id)
        if answer is not None:
            seen.is_alive = answer
        seen.asked_at = now

    def _recall(self, token: str) -> Seen | None:
        with self._lock:
            seen = self._seen.get(token)
            if seen is not None:
                self._seen.move_to_end(token)
                return seen
        seen = _read(token)
        if seen is not None:
            with self._lock:
                self._seen[token] = seen
                while len(self._seen) > REMEMBERED_SESSIONS:
                    self._seen.popitem(last=False)
        return seen


def _read(token: str) -> Seen | None:
    if len(token) > LONGEST_TOKEN:
        return None
    claims = read_claims(token, signer="session")
    if claims is None or claims.get("typ") != SESSION_TYPE:
        return None
    try:
        return Seen(actor=_actor_of(claims), ends_at=float(claims["exp"]))
    except (KeyError, ValueError, TypeError):
        return None


def _actor_of(claims: Mapping[str, Any]) -> Actor:
    """Read the same names the actor header uses."""
    organisation = claims.get("org")
    return Actor(
        id=UUID(claims["sub"]),
        kind=ActorKind(claims["kind"]),
        name=claims.get("name", ""),
        roles=frozenset(claims.get("roles", ())),
        department=claims.get("dep", ""),
        organisation_id=UUID(organisation) if organisation else None,
        session_id=claims["sid"],
    )
