"""A neighbour for tests: a real HTTP server that can be down, refuse or dawdle."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], int]


class Neighbour:
    """Keeps what was brought to its inbox; `answer` decides the status."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[dict[str, Any]] = []
        self.answer: Answer = lambda event: 200
        self._server: ThreadingHTTPServer | None = None

    @property
    def texts(self) -> list[str]:
        return [event["data"]["text"] for event in self.received]

    def start(self) -> None:
        neighbour = self

        class Inbox(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = neighbour.answer(event)
                neighbour.received.append({**event, "_status": status, "_headers": self.headers})
                self.send_response(status)
                self.end_headers()
                self.wfile.write(b'{"error": "no"}')

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Inbox)
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
