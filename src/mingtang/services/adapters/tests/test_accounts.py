"""The user centre over real HTTP: it answers, it is down, it is slow, it says something odd."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest

from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.outgoing import Client
from mingtang.kernel.signing import read_actor
from mingtang.services.adapters import accounts
from mingtang.services.adapters.accounts import AccountsProfiles
from mingtang.services.forms.ports import NothingKnown
from mingtang.services.tests.people import CHEN

NAME = {
    "value": "陈悦",
    "label": "姓名",
    "source": "市公安局人口库",
    "fetched_at": "2026-11-24T01:41:00+00:00",
}
KEYS = frozenset({"person.name", "person.phone"})


def told_of(values: dict[str, object]) -> bytes:
    """What the user centre sends: whom it is about, and the values by key."""
    return json.dumps({"person_id": str(UUID(int=1)), "values": values}).encode()


class UserCentre(ThreadingHTTPServer):
    """Answers what it is told to, and remembers the question."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.body = 200, told_of({"person.name": NAME})
        self.is_silent = threading.Event()
        self.released = threading.Event()
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: UserCentre

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        header = self.headers["X-Mingtang-Actor"]
        self.server.asked.append((parts.path, parse_qs(parts.query), header))
        if self.server.is_silent.is_set():
            self.server.released.wait(20)
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def centre() -> Iterator[UserCentre]:
    server = UserCentre()
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


def ask(centre: UserCentre, *, actor: Actor = CHEN, patience: float = 5.0):
    client = Client(centre.address, signer="services", timeout=httpx.Timeout(patience))
    return AccountsProfiles(client).known_of(actor, keys=KEYS, errand="办理“居住证”")


def test_tells_what_is_known_with_its_source(centre):
    known = ask(centre)

    assert known.keys() == {"person.name"}
    assert known["person.name"].value == "陈悦"
    assert known["person.name"].source == "市公安局人口库"
    assert known["person.name"].fetched_at.isoformat() == "2026-11-24T01:41:00+00:00"


def test_says_who_asks_what_for_and_on_which_basis(centre):
    company = UUID(int=99)
    ask(centre, actor=Actor(id=CHEN.id, kind=ActorKind.CITIZEN, organisation_id=company))

    path, params, header = centre.asked[0]
    assert path == f"/internal/people/{CHEN.id}/profile"
    assert params["fields"] == ["person.name,person.phone"]
    assert params["purpose"] == ["办理“居住证”"]
    assert "716号" in params["basis"][0]
    assert params["organisation_id"] == [str(company)]
    assert read_actor(header, accept={"services"}).is_system


def test_passes_over_what_was_not_asked_for(centre):
    centre.body = told_of({"person.name": NAME, "person.bank_account": NAME})

    assert ask(centre).keys() == {"person.name"}


@pytest.mark.parametrize(("status", "body"), [(404, b"{}"), (200, b'{"values": {}}')])
def test_says_so_when_nothing_is_known_of_the_person(centre, status, body):
    centre.status, centre.body = status, body

    with pytest.raises(NothingKnown, match="还没有您的资料"):
        ask(centre)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"oops"),
        (403, b"{}"),
        (302, b""),
        (200, b"<html>"),
        (200, b"[1, 2]"),
        (200, b'{"values": {"person.name": "text"}}'),
        (200, b'{"values": {"person.name": {"value": "x"}}}'),
        (200, b'{"person.name": "without values"}'),
        (
            200,
            b'{"values": {"person.name": {"value": "x", "source": "y", "fetched_at": "soon"}}}',
        ),
    ],
)
def test_an_odd_answer_is_a_silence(centre, status, body):
    centre.status, centre.body = status, body

    with pytest.raises(NothingKnown, match="不影响办理"):
        ask(centre)


def test_a_slow_answer_is_a_silence(centre):
    centre.is_silent.set()

    with pytest.raises(NothingKnown, match="不影响办理"):
        ask(centre, patience=0.05)


def test_nobody_there_is_a_silence(centre):
    centre.shutdown()
    centre.server_close()

    with pytest.raises(NothingKnown, match="不影响办理"):
        ask(centre)


def test_a_platform_without_a_user_centre_is_a_silence():
    with pytest.raises(NothingKnown, match="不影响办理"):
        AccountsProfiles().known_of(CHEN, keys=KEYS, errand="办理")


def test_nobody_waits_long():
    assert accounts.PATIENCE.read <= 1
    assert accounts.PATIENCE.connect <= 0.5
