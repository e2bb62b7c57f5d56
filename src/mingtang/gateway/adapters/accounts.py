"""Asks the user centre whether a session still lives."""

from typing import Protocol

import httpx

from mingtang.kernel.errors import Unavailable
from mingtang.kernel.outgoing import Client

#: Three tries must fit into the three seconds nginx waits for the identity process.
PATIENCE = httpx.Timeout(0.7, connect=0.3)


class Sessions(Protocol):
    def is_alive(self, session_id: str) -> bool | None:
        """Whether the session lives; None when nobody can say."""


class AccountsSessions:
    def __init__(self, address: str) -> None:
        self._client = Client(address, signer="gateway", timeout=PATIENCE)

    def is_alive(self, session_id: str) -> bool | None:
        try:
            answer = self._client.get(f"/internal/sessions/{session_id}")
        except Unavailable:
            return None
        if answer.status_code == httpx.codes.OK:
            return bool(answer.json().get("alive"))
        return False if answer.status_code == httpx.codes.NOT_FOUND else None
