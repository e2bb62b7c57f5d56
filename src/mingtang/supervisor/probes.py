"""Ways to see that a process is ready, none of which makes the supervisor wait."""

import contextlib
import errno
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

_UNDER_WAY = {errno.EINPROGRESS, errno.EALREADY, errno.EISCONN, 0}
GIVES_UP_AFTER_SECONDS = 5.0


@dataclass(frozen=True)
class Answers:
    """Ready when a quick question (milliseconds, no network) is answered with yes."""

    ask: Callable[[], bool]

    def is_ready(self, *, seconds_alive: float) -> bool:
        return self.ask()


class HttpAnswers:
    """Ready when GET `path` on a local port is answered with 200. Asks without blocking."""

    def __init__(self, port: int, *, path: str = "/health/", accepts: tuple[int, ...] = (200,)):
        self._port = port
        self._question = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"User-Agent: mingtang-supervisor\r\nConnection: close\r\n\r\n"
        ).encode()
        self._accepts = accepts
        self._socket: socket.socket | None = None
        self._asked = False
        self._asked_at = 0.0

    def is_ready(self, *, seconds_alive: float) -> bool:
        if self._socket is None or seconds_alive - self._asked_at > GIVES_UP_AFTER_SECONDS:
            self._connect(seconds_alive)
        try:
            return self._go_on()
        except OSError:
            self._close()
            return False

    def _connect(self, now: float) -> None:
        self._close()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        self._asked_at = now

    def _go_on(self) -> bool:
        if self._socket is None:
            return False
        if not self._asked:
            code = self._socket.connect_ex(("127.0.0.1", self._port))
            if code not in _UNDER_WAY:
                raise OSError(code, os.strerror(code))
            with contextlib.suppress(BlockingIOError):
                self._asked = self._socket.send(self._question) > 0
            return False
        try:
            answer = self._socket.recv(64)
        except BlockingIOError:
            return False
        self._close()
        words = answer.split(b" ", 2)
        return len(words) > 1 and words[1].isdigit() and int(words[1]) in self._accepts

    def _close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self._asked = False
