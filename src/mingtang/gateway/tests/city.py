"""A small city for the gateway's tests: real nginx, a neighbour that echoes, the identity process."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from uuid import UUID
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx

from mingtang.gateway.adapters.accounts import AccountsSessions
from mingtang.gateway.configuration import _workers_account as workers_account
from mingtang.gateway.identity.application import IdentityApplication
from mingtang.gateway.identity.sessions import SessionBook
from mingtang.gateway.rendering.files import render
from mingtang.gateway.rendering.firewall import core_rules
from mingtang.gateway.rendering.plan import Gateway
from mingtang.gateway.rendering.writing import start_command, write_files
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.signing import actor_claims, sign_claims
from mingtang.kernel.system import Route, System

#: Each parallel run of the tests has ten ports of its own.
BASE = 18000 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
GATEWAY, IDENTITY, SERVICES, ASSISTANT, ACCOUNTS, ABSENT = (BASE + n for n in range(6))

SYSTEMS = (
    System(name="gateway", title="网关", purpose="", port_offset=1, has_database=False),
    System(
        name="services",
        title="办事服务",
        purpose="",
        port_offset=2,
        routes=(
            Route(path="/services/", rate=1000, burst=1000, body_megabytes=2),
            Route(path="/desk/", public=False, staff=True, rate=1000, burst=1000),
            Route(path="/my/", public=False, rate=1000, burst=1000),
            Route(path="/login/", rate=2, burst=3),
            Route(path="/cms/", inspect_body=False, rate=1000, burst=1000),
            Route(path="/kept/", cache_seconds=1, rate=1000, burst=1000),
            Route(path="/raw/", inspect=False, rate=1000, burst=1000),
        ),
    ),
    System(
        name="assistant",
        title="智能助手",
        purpose="",
        port_offset=3,
        routes=(
            Route(path="/search", rate=1000, burst=1000),
            Route(path="/chat/", websocket=True, rate=1000, burst=1000),
        ),
    ),
    System(
        name="operations",
        title="运营中心",
        purpose="",
        port_offset=5,
        routes=(Route(path="/operations/", rate=1000, burst=1000),),
    ),
)
TOPOLOGY = {
    "gateway": f"http://127.0.0.1:{IDENTITY}",
    "services": f"http://127.0.0.1:{SERVICES}",
    "assistant": f"http://127.0.0.1:{ASSISTANT}",
    "operations": f"http://127.0.0.1:{ABSENT}",
}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0"
PAGE = '<!doctype html><html lang="zh-CN" data-mode="standard"><title>明州</title>' + "办事" * 900


class Echo(BaseHTTPRequestHandler):
    """Answers what it was asked, so that a test sees what a system sees."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if "hang" in self.path:
            time.sleep(0.3)
        answer = {
            "path": self.path,
            "method": self.command,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "received": len(body),
            "count": len(self.server.asked),  # type: ignore[attr-defined]
        }
        text = json.dumps(answer).encode()
        self.send_response(500 if "broken" in self.path else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        if "cookie" in self.path:
            self.send_header("Set-Cookie", "csrftoken=x")
        if "own-policy" in self.path:
            self.send_header("Content-Security-Policy", "default-src 'none'")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_GET

    def log_message(self, *_: Any) -> None:
        pass


class AccountsBook(BaseHTTPRequestHandler):
    """The one question the gateway asks the user centre."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        session_id = self.path.rpartition("/")[2]
        text = json.dumps({"alive": session_id not in self.server.closed}).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: Any) -> None:
        pass


class Neighbour:
    """An HTTP server in a thread that can be taken away and brought back."""

    def __init__(self, port: int, make: Callable[[int], Any]) -> None:
        self._port, self._make = port, make
        self.asked: list[str] = []
        self.closed: set[str] = set()
        self._server: Any = None

    def start(self) -> None:
        self._server = self._make(self._port)
        self._server.asked, self._server.closed = self.asked, self.closed
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            getattr(self._server, "close_neighbours", lambda: None)()
            self._server = None

    @contextmanager
    def taken_away(self) -> Iterator[None]:
        self.stop()
        try:
            yield
        finally:
            self.start()


def http_neighbour(port: int, handler: type[BaseHTTPRequestHandler]) -> Neighbour:
    class Server(ThreadingHTTPServer):
        daemon_threads = True
        allow_reuse_address = True

    return Neighbour(port, lambda at: Server(("127.0.0.1", at), handler))


def identity_neighbour(port: int) -> Neighbour:
    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    def make(at: int) -> Any:
        sessions = AccountsSessions(f"http://127.0.0.1:{ACCOUNTS}")
        application = IdentityApplication(SessionBook(sessions))
        server: Any = make_server(
            "127.0.0.1", at, application, server_class=Server, handler_class=Quiet
        )
        server.close_neighbours = sessions._client._http.close
        return server

    return Neighbour(port, make)


@dataclass
class City:
    gateway: Gateway
    services: Neighbour
    accounts: Neighbour
    identity: Neighbour
    nginx: subprocess.Popen[bytes] | None = None
    client: httpx.Client = field(
        default_factory=lambda: httpx.Client(
            base_url=f"http://127.0.0.1:{GATEWAY}",
            headers={"User-Agent": BROWSER},
            trust_env=False,
            timeout=10,
        )
    )

    @property
    def home(self) -> Path:
        return self.gateway.home

    def publish(self, path: str, text: str = PAGE) -> Path:
        file = self.home / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.client.get(path, **more)

    def raw(self, request: bytes) -> bytes:
        """Send bytes no client library would send."""
        return raw(GATEWAY, request)

    def log_lines(self, name: str) -> list[dict[str, Any]]:
        time.sleep(1.2)
        text = (self.home / "logs" / name).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def start(self) -> None:
        with (self.home / "logs" / "nginx.log").open("wb") as log:
            self.nginx = subprocess.Popen(start_command(self.gateway), stderr=log)
        for _ in range(200):
            try:
                self.get("/health/")
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError((self.home / "logs" / "nginx.log").read_text())

    def stop(self) -> None:
        if self.nginx is not None:
            self.nginx.send_signal(signal.SIGTERM)
            self.nginx.wait(10)
            self.nginx = None
        for neighbour in (self.services, self.accounts, self.identity):
            neighbour.stop()
        self.client.close()
        shutil.rmtree(self.home, ignore_errors=True)


def raw(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


def new_gateway(**changes: Any) -> Gateway:
    home = Path(tempfile.mkdtemp(prefix="mingtang-gateway-"))
    home.chmod(0o755)  # the workers are another account
    gateway = Gateway(
        home=home,
        port=GATEWAY,
        listen=(f"127.0.0.1:{GATEWAY}",),
        user=workers_account(),
        workers="1",
    )
    return replace(gateway, **changes)


def build(gateway: Gateway) -> City:
    """Render and write everything, start nothing."""
    rules = core_rules(gateway.core_rules)
    write_files(render(SYSTEMS, TOPOLOGY, gateway, rules=rules), gateway)
    return City(
        gateway=gateway,
        services=http_neighbour(SERVICES, Echo),
        accounts=http_neighbour(ACCOUNTS, AccountsBook),
        identity=identity_neighbour(IDENTITY),
    )


def citizen(session_id: str = "s1") -> Actor:
    return Actor(id=UUID(int=7), kind=ActorKind.CITIZEN, name="王秀英", session_id=session_id)


def officer(session_id: str = "s2") -> Actor:
    return Actor(
        id=UUID(int=8), kind=ActorKind.STAFF, roles=frozenset({"officer"}), session_id=session_id
    )


def cookie_of(actor: Actor, *, seconds: int = 600) -> dict[str, str]:
    claims = {**actor_claims(actor), "typ": "session"}
    return {"Cookie": f"mingtang_session={sign_claims(claims, signer='session', seconds=seconds)}"}
