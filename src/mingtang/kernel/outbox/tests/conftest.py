"""What the tests of the outbox share."""

import asyncio
import json
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections

from mingtang.kernel.outbox.relay import Relay
from mingtang.kernel.outbox.tests.neighbour import Neighbour
from mingtang.kernel.outbox.tests.system import QuestionAsked
from mingtang.kernel.outbox.transports import HttpTransport

NEIGHBOUR_PORT = 18601
INBOX_PORT = 18603


@pytest.fixture(scope="module", autouse=True)
def flushable(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The trail refuses TRUNCATE, with which Django cleans up after tests that commit."""
    change = "ALTER TABLE kernel_audit_auditentry {} TRIGGER kernel_audit_no_truncate"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(change.format("DISABLE"))
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(change.format("ENABLE"))


@pytest.fixture(autouse=True)
def of_the_test_system(settings):
    settings.MINGTANG_MANIFEST = "mingtang.kernel.outbox.tests.system.SYSTEM"


@pytest.fixture
def topology(tmp_path, monkeypatch) -> Callable[..., None]:
    """Write a map of the platform: name -> address, all eager for questions."""
    path = Path(tmp_path) / "topology.json"
    monkeypatch.setenv("MINGTANG_TOPOLOGY", str(path))

    def write(**addresses: str) -> None:
        systems = {
            name: {"address": address, "reacts_to": [QuestionAsked.topic]}
            for name, address in addresses.items()
        }
        path.write_text(json.dumps({"gateway": "", "systems": systems}))
        os.utime(path, ns=(time.time_ns(), time.time_ns()))

    write()
    return write


@pytest.fixture
def neighbour(topology) -> Iterator[Neighbour]:
    made = Neighbour(NEIGHBOUR_PORT)
    topology(neighbour=f"http://127.0.0.1:{NEIGHBOUR_PORT}")
    made.start()
    yield made
    made.stop()


class _ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def inbox_address(transactional_db, settings) -> Iterator[str]:
    """This very system on a real port, on the database of the test."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]

    def application(environ: Any, start_response: Any) -> Any:
        try:
            return list(WSGIHandler()(environ, start_response))
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", INBOX_PORT, application, _ThreadingServer, _Silent)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    yield f"http://127.0.0.1:{INBOX_PORT}"
    server.shutdown()
    server.server_close()


class Background:
    """Runs endless coroutines in a loop of their own until the test ends."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._tasks: list[asyncio.Task[None]] = []
        self._thread.start()

    def start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async def begin() -> None:
            self._tasks.append(asyncio.create_task(work()))

        asyncio.run_coroutine_threadsafe(begin(), self._loop).result(5)

    def stop(self) -> None:
        async def end() -> None:
            running = set(self._tasks)
            while running:  # Python 3.11's wait_for may swallow a cancellation (gh-86296)
                for task in running:
                    task.cancel()
                _, running = await asyncio.wait(running, timeout=0.5)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


@pytest.fixture
def background(transactional_db) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()
    connections.close_all()


@pytest.fixture
def relay(background, topology) -> Background:
    async def work() -> None:
        await Relay(HttpTransport()).run()

    background.start(work)
    return background


def wait_until(condition: Callable[[], object], *, seconds: float = 20.0) -> None:
    """Wait for something another thread or process does."""
    began = time.perf_counter()
    while not condition():
        assert time.perf_counter() - began < seconds, "it did not happen in time"
        time.sleep(0.005)
