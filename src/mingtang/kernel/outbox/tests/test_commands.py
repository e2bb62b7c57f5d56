import threading
from contextlib import suppress

import pytest
from django.db import connection, transaction

from mingtang.kernel.outbox.commands import announce, deliver, receive
from mingtang.kernel.outbox.errors import AnnouncedOutsideTransaction, EventNotUnderstood
from mingtang.kernel.outbox.models import Delivery, HandledEvent, OutgoingMessage
from mingtang.kernel.outbox.tests.factories import question
from mingtang.kernel.outbox.tests.handlers import STUMBLING_BLOCK, answer_question, answers
from mingtang.kernel.outbox.tests.system import QuestionDropped
from mingtang.kernel.trace import tracing


class TestAnnounce:
    def test_keeps_the_event_and_one_delivery_for_each_subscriber(self, db, topology):
        topology(accounts="http://a", assistant="http://b")

        with tracing("0123456789abcdef"):
            announce(question())

        message = OutgoingMessage.objects.get()
        assert message.payload["type"] == "kernel.question-asked.v1"
        assert message.payload["source"] == "kernel"
        assert message.trace == "0123456789abcdef"
        assert {d.subscriber for d in message.deliveries.all()} == {"accounts", "assistant"}

    def test_leaves_with_the_transaction(self, transactional_db, topology):
        topology(accounts="http://a")

        with pytest.raises(ZeroDivisionError), transaction.atomic():
            announce(question())
            _ = 1 / 0

        assert not OutgoingMessage.objects.exists()
        assert not Delivery.objects.exists()

    def test_refuses_to_be_outside_a_transaction(self, transactional_db):
        with pytest.raises(AnnouncedOutsideTransaction, match=r"kernel\.question-asked\.v1"):
            announce(question())

    def test_costs_three_statements(self, db, topology, django_assert_num_queries):
        topology(accounts="http://a", assistant="http://b")

        with django_assert_num_queries(3):
            announce(question())

    def test_a_stream_gets_one_delivery_whoever_listens(self, db, topology, monkeypatch):
        monkeypatch.setenv("MINGTANG_EVENTS", "nats")

        announce(question())

        assert Delivery.objects.get().subscriber == "nats"


class TestDeliver:
    def test_a_handler_runs_once_however_often_the_event_comes(self, db):
        event = question()

        assert deliver(event, answer_question) is True
        assert deliver(event, answer_question) is False

        assert answers() == ["几点开门？"]

    def test_a_failed_handler_leaves_nothing_and_may_try_again(self, db):
        event = question()

        def fail(event):
            answer_question(event)
            raise ValueError

        with pytest.raises(ValueError):
            deliver(event, fail)

        assert answers() == []
        assert not HandledEvent.objects.exists()

    def test_deliveries_at_the_same_moment_run_it_once(self, transactional_db):
        event = question()
        together = threading.Barrier(8)

        def deliver_now():
            together.wait()
            deliver(event, answer_question)
            connection.close()

        threads = [threading.Thread(target=deliver_now) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert answers() == ["几点开门？"]

    def test_a_waiting_delivery_does_the_work_when_the_first_one_fails(self, transactional_db):
        event = question()
        inside, go_on = threading.Event(), threading.Event()
        ran = []

        def work(event):
            ran.append(threading.current_thread().name)
            if threading.current_thread().name == "first":
                inside.set()
                go_on.wait(5)
                raise ValueError
            answer_question(event)

        def deliver_now():
            with suppress(ValueError):
                deliver(event, work)
            connection.close()

        first = threading.Thread(target=deliver_now, name="first")
        first.start()
        inside.wait(5)
        second = threading.Thread(target=deliver_now, name="second")
        second.start()
        go_on.set()
        first.join()
        second.join()

        assert ran == ["first", "second"]
        assert answers() == ["几点开门？"]


class TestReceive:
    def test_every_handler_has_the_event(self, db):
        receipt = receive(question().to_cloudevent(source="kernel"))

        assert len(receipt.handled) == 2
        assert answers() == ["几点开门？"]

    def test_one_failure_leaves_the_work_of_the_others(self, db):
        message = question(STUMBLING_BLOCK).to_cloudevent(source="kernel")

        receipt = receive(message)

        assert receipt.failed == ("mingtang.kernel.outbox.tests.handlers.stumble_over_word",)
        assert "138****5678" in receipt.error
        assert answers() == [STUMBLING_BLOCK]

    def test_a_repeat_after_a_failure_passes_over_what_is_done(self, db):
        message = question(STUMBLING_BLOCK).to_cloudevent(source="kernel")

        receive(message)
        receive(message)

        assert answers() == [STUMBLING_BLOCK]

    def test_news_nobody_reacts_to_is_not_known(self, db):
        message = QuestionDropped(actor_id=question().actor_id).to_cloudevent(source="kernel")

        assert receive(message).is_known is False

    def test_refuses_what_is_not_such_an_event(self, db):
        with pytest.raises(EventNotUnderstood):
            receive({"type": "kernel.question-asked.v1", "id": "x", "data": {}})
