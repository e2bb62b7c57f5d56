"""The WSGI application of the identity process: three addresses, no framework."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from mingtang.gateway.identity.sessions import Seen, SessionBook

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

#: Why somebody who is known may still not pass; the notice says it in words.
NOT_STAFF = "staff"


class IdentityApplication:
    """Answers nginx: 200 with or without a signed actor, 401 to log in, 403 for the wrong kind."""

    def __init__(self, book: SessionBook) -> None:
        self._book = book

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/who":
            status, headers = self._answer(
                environ.get("HTTP_X_MINGTANG_SESSION", ""),
                need=environ.get("HTTP_X_MINGTANG_NEED", "any"),
            )
            start_response(status, [*headers, ("Content-Length", "0")])
            return [b""]
        return _report(start_response, is_known=path in {"/health/", "/ready/"})

    def _answer(self, token: str, *, need: str) -> tuple[str, list[tuple[str, str]]]:
        seen = self._book.find_actor(token)
        if seen is None:
            return ("200 OK" if need == "any" else "401 Unauthorized"), []
        if need == "staff" and not seen.actor.is_staff:
            return "403 Forbidden", [("X-Mingtang-Refusal", NOT_STAFF)]
        return "200 OK", _introduce(seen)


def _introduce(seen: Seen) -> list[tuple[str, str]]:
    return [("X-Mingtang-Actor", seen.header)]


def _report(start_response: StartResponse, *, is_known: bool) -> Iterable[bytes]:
    body = {"status": "alive" if is_known else "not found", "system": "gateway"}
    text = json.dumps(body).encode()
    start_response(
        "200 OK" if is_known else "404 Not Found",
        [("Content-Type", "application/json"), ("Content-Length", str(len(text)))],
    )
    return [text]
