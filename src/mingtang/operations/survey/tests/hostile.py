"""A web server that serves a town, and whatever a hostile site can think of."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from mingtang.operations.survey.tests.town import Town, page

BOMB = gzip.compress(b"<p>" + b" " * 30_000_000)
ENDLESS_BYTES = 2 * 1024**3


class Serving:
    """What the server was asked, and what it answers beside the town's files."""

    def __init__(self, town: Town) -> None:
        self.files = town.files
        self.asked: list[str] = []
        self.fails_once: set[str] = set()
        self.address = ""


def _handler(serving: Serving) -> type[BaseHTTPRequestHandler]:  # noqa: C901  one answer for each trick
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # noqa: C901
            path = self.path.partition("?")[0]
            serving.asked.append(self.path)
            if path in serving.fails_once:
                serving.fails_once.discard(path)
                return self._answer(b"", status=503)
            if path.startswith("/rili/"):
                return self._calendar(path)
            if path.startswith("/quan/"):
                return self._moved("/quan/b/" if path == "/quan/a/" else "/quan/a/")
            if path == "/zhadan/":
                return self._answer(BOMB, encoding="gzip")
            if path == "/juda.zip":
                return self._huge()
            if path == "/shendu/":
                return self._answer(b"<div>" * 200_000 + b"deep")
            if path == "/luanma/":
                text = page("乱码", "<p>声明和内容不符</p>").replace("utf-8", "gb2312")
                return self._answer(text.encode("utf-8"), kind="text/html")
            if path in serving.files:
                return self._answer(serving.files[path])
            return self._answer(b"<h1>404</h1>", status=404)

        do_HEAD = do_GET

        def _calendar(self, path: str) -> None:
            number = int(path.strip("/").split("/")[1])
            link = f'<a href="/rili/{number + 1}/">下个月</a>'
            self._answer(page("日历", link).encode())

        def _moved(self, where: str) -> None:
            self.send_response(302)
            self.send_header("Location", where)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _huge(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/zip")
            self.send_header("Content-Length", str(ENDLESS_BYTES))
            self.end_headers()
            self.close_connection = True
            try:
                for _ in range(ENDLESS_BYTES // 65536):
                    self.wfile.write(b"\1" * 65536)
            except OSError:
                return

        def _answer(
            self,
            data: bytes,
            *,
            status: int = 200,
            kind: str = "text/html; charset=utf-8",
            encoding: str = "",
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            if encoding:
                self.send_header("Content-Encoding", encoding)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            return

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        """Bind without asking the resolver for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]


@contextmanager
def served(town: Town) -> Iterator[Serving]:
    serving = Serving(town)
    server = _Server(("127.0.0.1", 0), _handler(serving))
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    serving.address = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield serving
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
