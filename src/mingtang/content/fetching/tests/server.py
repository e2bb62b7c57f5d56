"""A real web site on the loopback address that serves what it is given and misbehaves when told."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Small to send, sixty megabytes when opened.
BOMB = gzip.compress(bytes(60 * 1024 * 1024), 1)
Behaviour = Callable[["Handler"], None]


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, tuple[bytes, str]] = {}
        self.behaviours: dict[str, Behaviour] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        if self.path in self.server.behaviours:
            with suppress(OSError):
                self.server.behaviours[self.path](self)
            return
        found = self.server.files.get(self.path)
        if found is None:
            self.send_error(404)
            return
        content, kind = found
        etag = f'"{md5(content, usedforsecurity=False).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            self.answer(304)
        else:
            self.answer(200, content, **{"Content-Type": kind, "ETag": etag})

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and status != 304:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def hangs(handler: Handler) -> None:
    handler.server.closing.wait()


def hangs_in_the_middle(handler: Handler) -> None:
    handler.answer(200, b"<html><body>" * 100, Content_Length="900000")
    handler.server.closing.wait()


def hangs_up(handler: Handler) -> None:
    handler.answer(200, b"<html>", Content_Length="5000")


def redirects_to(where: str, status: int = 302) -> Behaviour:
    return lambda handler: handler.answer(status, Location=where)


def says(status: int) -> Behaviour:
    return lambda handler: handler.answer(status, b"sorry")


def announces_two_gigabytes(handler: Handler) -> None:
    handler.answer(200, b"x" * 1000, Content_Length=str(2 * 1024**3))


def never_ends(handler: Handler) -> None:
    """Send until the other side has had enough."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(2 * 1024):
        handler.wfile.write(b"x" * 1024 * 1024)


def bomb(handler: Handler) -> None:
    handler.answer(200, BOMB, Content_Encoding="gzip")


def is_no_web_server(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        site.shutdown()
        site.server_close()
        thread.join()
