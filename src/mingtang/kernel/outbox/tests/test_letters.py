from datetime import timedelta

import pytest
from django.utils import timezone

from mingtang.kernel.outbox import letters
from mingtang.kernel.outbox.errors import NoSuchLetter
from mingtang.kernel.outbox.models import Delivery, OutgoingMessage, RefusedEvent
from mingtang.kernel.outbox.queries import due_deliveries, list_lines
from mingtang.kernel.outbox.tests.factories import (
    DeliveryFactory,
    MessageFactory,
    RefusedEventFactory,
    operator,
)
from mingtang.kernel.outbox.tests.handlers import STUMBLING_BLOCK, answers

pytestmark = pytest.mark.django_db


def due():
    return list(due_deliveries("neighbour", at=timezone.now()))


def test_waits_double_up_to_five_minutes_with_jitter():
    waits = [letters.wait_seconds(attempt) for attempt in range(15)]

    assert 0.25 <= waits[0] <= 0.5
    assert 150 <= waits[14] <= 300


class TestRetryDelivery:
    def test_a_dead_letter_is_due_again(self):
        delivery = DeliveryFactory(dead=True)
        assert due() == []

        letters.retry_delivery(actor=operator(), delivery_id=delivery.pk)

        assert due() == [delivery]

    def test_a_letter_that_lives_cannot_be_retried(self):
        delivery = DeliveryFactory()

        with pytest.raises(NoSuchLetter):
            letters.retry_delivery(actor=operator(), delivery_id=delivery.pk)


class TestRetryRefused:
    def test_a_kept_event_that_is_taken_now_goes(self):
        refused = RefusedEventFactory()

        letters.retry_refused(actor=operator(), refused_id=refused.pk)

        assert answers() == ["几点开门？"]
        assert not RefusedEvent.objects.exists()

    def test_one_that_fails_again_stays(self):
        refused = RefusedEventFactory()
        refused.payload["data"]["text"] = STUMBLING_BLOCK
        refused.save()

        letters.retry_refused(actor=operator(), refused_id=refused.pk)

        refused.refresh_from_db()
        assert refused.attempts == 13


class TestForgetDelivered:
    def test_what_everybody_has_goes_and_what_waits_stays(self):
        long_ago = timezone.now() - timedelta(days=40)
        done = MessageFactory(announced_at=long_ago)
        DeliveryFactory(message=done, delivered_at=long_ago)
        waiting = MessageFactory(announced_at=long_ago)
        DeliveryFactory(message=waiting)

        letters.forget_delivered(before=timezone.now() - timedelta(days=30))

        assert OutgoingMessage.objects.get() == waiting
        assert Delivery.objects.get().message == waiting


def test_lines_say_what_waits_for_whom_and_since_when():
    since = timezone.now() - timedelta(seconds=90)
    DeliveryFactory(message=MessageFactory(announced_at=since), last_error="连不上")
    DeliveryFactory()
    DeliveryFactory(dead=True)

    (line,) = list_lines()

    assert (line.subscriber, line.waiting, line.dead) == ("neighbour", 2, 1)
    assert line.lag_seconds == pytest.approx(90, abs=5)
    assert line.last_error == "连不上"
