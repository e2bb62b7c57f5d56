import time

import pytest
from django.db import connection, transaction

from mingtang.kernel.outbox.commands import announce
from mingtang.kernel.outbox.models import Delivery
from mingtang.kernel.outbox.tests.conftest import NEIGHBOUR_PORT, wait_until
from mingtang.kernel.outbox.tests.factories import question
from mingtang.kernel.outbox.tests.handlers import STUMBLING_BLOCK, answers
from mingtang.kernel.trace import tracing

pytestmark = pytest.mark.django_db(transaction=True)


def ask(*texts):
    for text in texts:
        with transaction.atomic():
            announce(question(text))


def all_delivered():
    return not Delivery.objects.filter(delivered_at__isnull=True).exists()


def test_brings_the_news_to_the_neighbours_handlers(inbox_address, topology, relay):
    topology(accounts=inbox_address)
    ask("开了吗？")

    wait_until(all_delivered)

    assert answers() == ["开了吗？"]


def test_carries_the_trace(neighbour, relay):
    with tracing("feedfacefeedface"):
        ask("从哪里来？")

    wait_until(all_delivered)

    assert neighbour.received[0]["_headers"]["X-Request-ID"] == "feedfacefeedface"


def test_keeps_the_order(neighbour, relay):
    texts = [f"第{number}问" for number in range(30)]
    ask(*texts)

    wait_until(all_delivered)

    assert neighbour.texts == texts


def test_nothing_is_lost_while_the_neighbour_is_down(neighbour, relay):
    neighbour.stop()
    ask("一", "二", "三")
    wait_until(lambda: Delivery.objects.exclude(last_error="").exists())
    assert Delivery.objects.filter(attempts=0, dead_at__isnull=True).count() == 3

    neighbour.start()

    wait_until(all_delivered)
    assert neighbour.texts == ["一", "二", "三"]


def test_a_neighbour_that_is_down_holds_up_nobody_else(neighbour, topology, relay):
    topology(neighbour=f"http://127.0.0.1:{NEIGHBOUR_PORT}", absent="http://127.0.0.1:18602")
    ask("一", "二")

    wait_until(lambda: neighbour.texts == ["一", "二"])

    assert Delivery.objects.filter(subscriber="absent", delivered_at__isnull=True).count() == 2


def test_a_message_that_is_refused_holds_its_topic_a_while_and_is_repeated(neighbour, relay):
    refusals = iter([500, 500])
    neighbour.answer = lambda event: next(refusals, 200) if event["data"]["text"] == "难" else 200
    ask("难", "易")

    wait_until(all_delivered)

    assert neighbour.texts == ["难", "难", "难", "易"]


def test_a_message_that_is_always_refused_steps_aside(neighbour, relay):
    neighbour.answer = lambda event: 500 if event["data"]["text"] == "坏" else 200
    ask("坏", "好")

    wait_until(lambda: "好" in neighbour.texts, seconds=20)

    assert neighbour.texts.count("坏") >= 4


def test_a_message_given_up_is_dead_and_no_longer_sent(neighbour, relay):
    neighbour.answer = lambda event: 500
    with transaction.atomic():
        announce(question("坏"))
        Delivery.objects.update(attempts=11)

    wait_until(lambda: Delivery.objects.filter(dead_at__isnull=False).exists())

    time.sleep(0.3)
    assert len(neighbour.received) == 1
    assert Delivery.objects.get().last_error == "500 no"


def test_a_repeat_after_a_lost_answer_is_handled_once(inbox_address, topology, relay):
    topology(accounts=inbox_address)
    ask("两遍")
    wait_until(all_delivered)

    with transaction.atomic():
        Delivery.objects.update(delivered_at=None)
    wait_until(all_delivered)

    assert answers() == ["两遍"]


def test_one_handlers_failure_is_kept_with_its_reason(inbox_address, topology, relay):
    topology(accounts=inbox_address)
    ask(STUMBLING_BLOCK)

    wait_until(lambda: Delivery.objects.filter(attempts__gte=1).exists())

    assert "stumble_over_word: ValueError" in Delivery.objects.get().last_error
    assert answers() == [STUMBLING_BLOCK]


def test_survives_the_loss_of_its_connections(neighbour, relay):
    ask("之前")
    wait_until(all_delivered)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    ask("之后")

    wait_until(all_delivered)
    assert neighbour.texts == ["之前", "之后"]
