"""The same promises when NATS JetStream carries the events, against a real server."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.db import transaction

from mingtang.kernel.outbox import letters
from mingtang.kernel.outbox.commands import announce
from mingtang.kernel.outbox.consumer import Consumer, read_signed
from mingtang.kernel.outbox.models import Delivery, RefusedEvent
from mingtang.kernel.outbox.relay import Relay
from mingtang.kernel.outbox.stream import subject_of
from mingtang.kernel.outbox.tests.conftest import wait_until
from mingtang.kernel.outbox.tests.factories import question
from mingtang.kernel.outbox.tests.handlers import STUMBLING_BLOCK, answers
from mingtang.kernel.outbox.tests.system import QuestionDropped
from mingtang.kernel.outbox.transports import Parcel, StreamTransport, sign_body

PORT = 18610
URL = f"nats://127.0.0.1:{PORT}"
PROGRAM = shutil.which("nats-server", path="/usr/sbin:/usr/bin:/usr/local/bin")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.servers,
    pytest.mark.skipif(PROGRAM is None, reason="nats-server is not installed"),
]


class Server:
    """A nats-server with its own folder, which can be stopped and started again."""

    def __init__(self, folder) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(PROGRAM), "-js", "-sd", str(self._folder), "-a", "127.0.0.1", "-p", str(PORT)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(_answers)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


def _answers() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", PORT)) == 0


@pytest.fixture
def server(tmp_path, monkeypatch, topology) -> Iterator[Server]:
    monkeypatch.setenv("MINGTANG_EVENTS", "nats")
    made = Server(tmp_path / "stream")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def stream(server, background):
    async def relay() -> None:
        await Relay(StreamTransport(URL)).run()

    async def consumer() -> None:
        await Consumer(URL).run()

    background.start(relay)
    background.start(consumer)
    return background


def ask(*texts):
    for text in texts:
        with transaction.atomic():
            announce(question(text))


def test_news_goes_through_the_stream_to_the_handlers_in_order(stream):
    texts = [f"第{number}问" for number in range(10)]
    ask(*texts)

    wait_until(lambda: len(answers()) == 10)

    assert answers() == texts


def test_news_for_nobody_here_is_passed_over(stream):
    with transaction.atomic():
        announce(QuestionDropped(actor_id=question().actor_id))
    ask("后面的")

    wait_until(lambda: answers() == ["后面的"])


def test_what_was_announced_while_the_server_was_away_arrives(server, stream):
    ask("之前")
    wait_until(lambda: answers() == ["之前"])
    server.stop()
    ask("期间")
    time.sleep(0.5)

    server.start()

    wait_until(lambda: answers() == ["之前", "期间"], seconds=30)


def test_a_message_published_twice_is_handled_once(stream):
    ask("两遍")
    wait_until(lambda: answers() == ["两遍"])

    with transaction.atomic():
        Delivery.objects.update(delivered_at=None)
    ask("然后")
    wait_until(lambda: "然后" in answers())

    assert answers() == ["两遍", "然后"]


def test_an_event_no_handler_takes_is_kept_for_a_person(stream, monkeypatch):
    monkeypatch.setattr(letters, "ATTEMPTS_BEFORE_DEAD", 2)
    ask(STUMBLING_BLOCK)

    wait_until(lambda: RefusedEvent.objects.exists())

    assert "stumble_over_word" in RefusedEvent.objects.get().last_error
    assert answers() == [STUMBLING_BLOCK]


class TestReadSigned:
    parcel = Parcel(payload=question().to_cloudevent(source="kernel"), trace="")

    def test_reads_what_the_announcing_system_signed(self):
        signature = sign_body(self.parcel.event_id, self.parcel.body)

        event = read_signed(self.parcel.body, signature=signature)

        assert event is not None
        assert event["id"] == self.parcel.event_id

    def test_refuses_a_body_that_was_changed(self):
        signature = sign_body(self.parcel.event_id, self.parcel.body)

        assert read_signed(self.parcel.body + b" ", signature=signature) is None

    def test_refuses_a_signature_of_another_system(self, settings):
        settings.MINGTANG_SYSTEM = "content"
        signature = sign_body(self.parcel.event_id, self.parcel.body)

        assert read_signed(self.parcel.body, signature=signature) is None

    @pytest.mark.parametrize("body", [b"", b"[]", b"3", b'{"type": 1}'])
    def test_refuses_what_is_no_event(self, body):
        assert read_signed(body, signature="") is None


def test_a_topic_becomes_a_subject():
    assert subject_of("services.case-decided.v1") == "mingtang.services.case-decided.v1"
