"""Questions to other systems: with a time limit, few retries, and a fuse that spares a sick neighbour."""

import random
import threading
import time
from collections.abc import Mapping
from typing import Any

import httpx
from django.db import connections

from mingtang.kernel.errors import Unavailable
from mingtang.kernel.identity import THE_PLATFORM, Actor
from mingtang.kernel.signing import sign_actor
from mingtang.kernel.trace import current_trace

TIMEOUT = httpx.Timeout(3.0, connect=1.0)
READ_RETRIES = 2
FIRST_PAUSE_SECONDS = 0.1
OPENS_AFTER_FAILURES = 5
STAYS_OPEN_SECONDS = 10.0


class NeighbourDown(Unavailable):
    """The other system did not answer; the caller has decided beforehand what happens then."""

    message = "有一个相关系统暂时没有回应。"


class AskedInsideTransaction(RuntimeError):  # noqa: N818  a mistake in our own code
    """A network call would keep rows locked for as long as the neighbour thinks."""


class Client:
    """Asks one neighbour. Safe for several threads; keep one for each neighbour."""

    def __init__(
        self,
        base_url: str,
        *,
        signer: str,
        timeout: httpx.Timeout = TIMEOUT,
        retries: int = READ_RETRIES,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(
            base_url=base_url, timeout=timeout, transport=transport, trust_env=False
        )
        self._signer = signer
        #: How often a read is asked again. None where a person waits for the page.
        self._retries = retries
        self._failures = 0
        self._closed_again_at = 0.0
        self._lock = threading.Lock()

    def get(
        self, path: str, *, params: Mapping[str, str] | None = None, actor: Actor = THE_PLATFORM
    ) -> httpx.Response:
        """Ask, and ask again a little later when there was no answer: reading is harmless."""
        for attempt in range(self._retries + 1):
            try:
                return self._send("GET", path, actor=actor, params=params)
            except NeighbourDown:
                if attempt == self._retries or self.is_open:
                    raise
                time.sleep(FIRST_PAUSE_SECONDS * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311
        raise NeighbourDown

    def post(self, path: str, *, json: Any, actor: Actor = THE_PLATFORM) -> httpx.Response:
        """Ask once: a write may have been done though its answer was lost."""
        return self._send("POST", path, actor=actor, json=json)

    @property
    def is_open(self) -> bool:
        """Whether the fuse is out: nobody is asked until the pause is over, then one try."""
        return time.monotonic() < self._closed_again_at

    def _send(self, method: str, path: str, *, actor: Actor, **told: Any) -> httpx.Response:
        _refuse_inside_transaction()
        if self.is_open:
            raise NeighbourDown
        headers = {
            "X-Mingtang-Actor": sign_actor(actor, signer=self._signer),
            "X-Request-ID": current_trace(),
        }
        try:
            answer = self._http.request(method, path, headers=headers, **told)
        except httpx.HTTPError as error:
            self._note(failed=True)
            raise NeighbourDown from error
        self._note(failed=answer.status_code >= 500)
        if answer.status_code >= 500:
            raise NeighbourDown
        return answer

    def _note(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= OPENS_AFTER_FAILURES:
                self._closed_again_at = time.monotonic() + STAYS_OPEN_SECONDS
                self._failures = (
                    OPENS_AFTER_FAILURES - 1
                )  # one failed try after the pause is enough


def _refuse_inside_transaction() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block and not _is_the_tests_own(connection):
            raise AskedInsideTransaction("Ask before the transaction or from a job after it.")


def _is_the_tests_own(connection: Any) -> bool:
    """Whether only the transaction that a test is wrapped in is open."""
    blocks = getattr(connection, "atomic_blocks", [])
    return all(getattr(block, "_from_testcase", False) for block in blocks)
