"""What the relay, the stream's consumer and operators write about a delivery."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor
from mingtang.kernel.logs import log
from mingtang.kernel.outbox.commands import LONGEST_ERROR, receive, wake_relay
from mingtang.kernel.outbox.errors import NoSuchLetter
from mingtang.kernel.outbox.models import Delivery, HandledEvent, OutgoingMessage, RefusedEvent
from mingtang.kernel.outbox.queries import dead_letters

#: About a quarter of an hour with the waits below; then a person has to look.
ATTEMPTS_BEFORE_DEAD = 12
LONGEST_WAIT_SECONDS = 300.0

_random = SystemRandom()


def wait_seconds(attempts: int, *, at_most: float = LONGEST_WAIT_SECONDS) -> float:
    """Return how long to wait after so many attempts: doubling, with jitter against stampedes."""
    full: float = min(at_most, 0.5 * 2 ** min(attempts, 20))
    return full * (0.5 + _random.random() / 2)


def mark_delivered(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(delivered_at=timezone.now(), last_error="")


def mark_unreachable(delivery: Delivery, *, reason: str, until: datetime) -> None:
    """The subscriber is away: the message waits as long as it takes and is never given up."""
    Delivery.objects.filter(pk=delivery.pk).update(
        last_error=reason[:LONGEST_ERROR], next_attempt_at=until
    )


def mark_rejected(delivery: Delivery, *, reason: str) -> None:
    """The subscriber is there but did not take it: try again later, in the end give it up."""
    delivery.attempts += 1
    delivery.last_error = reason[:LONGEST_ERROR]
    now = timezone.now()
    delivery.next_attempt_at = now + timedelta(seconds=wait_seconds(delivery.attempts))
    if delivery.attempts >= ATTEMPTS_BEFORE_DEAD:
        delivery.dead_at = now
        log.error(
            "delivery_given_up",
            topic=delivery.message.topic,
            event_id=str(delivery.message.event_id),
            subscriber=delivery.subscriber,
        )
    delivery.save(update_fields=["attempts", "last_error", "next_attempt_at", "dead_at"])


@transaction.atomic
def retry_delivery(*, actor: Actor, delivery_id: int) -> None:
    """Bring a given-up delivery back to life, at the head of its line."""
    delivery = dead_letters().select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if delivery is None:
        raise NoSuchLetter
    delivery.attempts, delivery.dead_at = 0, None
    delivery.next_attempt_at = timezone.now()
    delivery.save(update_fields=["attempts", "dead_at", "next_attempt_at"])
    wake_relay()
    record(
        actor,
        action="events.delivery-retried",
        subject=str(delivery.message.event_id),
        details={"subscriber": delivery.subscriber, "topic": delivery.message.topic},
    )


def keep_refused(message: Mapping[str, Any], *, attempts: int, error: str) -> None:
    """Keep an event of the stream that no handler here takes, so that it is not lost."""
    RefusedEvent.objects.update_or_create(
        event_id=message["id"],
        defaults={
            "topic": message["type"],
            "payload": dict(message),
            "attempts": attempts,
            "last_error": error[:LONGEST_ERROR],
        },
    )
    log.error("event_given_up", topic=message["type"], event_id=message["id"])


def retry_refused(*, actor: Actor, refused_id: int) -> None:
    """Give a kept event to the handlers again; it goes when they all took it."""
    refused = RefusedEvent.objects.filter(pk=refused_id).first()
    if refused is None:
        raise NoSuchLetter
    receipt = receive(refused.payload)
    with transaction.atomic():
        if receipt.failed:
            refused.attempts += 1
            refused.last_error = receipt.error
            refused.save(update_fields=["attempts", "last_error"])
        else:
            refused.delete()
        record(
            actor,
            action="events.refused-retried",
            subject=str(refused.event_id),
            details={"topic": refused.topic, "failed": list(receipt.failed)},
        )


def forget_delivered(*, before: datetime) -> int:
    """Remove messages that everybody has, and the memory of events too old to come again."""
    waiting = Delivery.objects.filter(delivered_at__isnull=True).values("message_id")
    old = OutgoingMessage.objects.filter(announced_at__lt=before).exclude(pk__in=waiting)
    removed, _ = old.delete()
    HandledEvent.objects.filter(handled_at__lt=before).delete()
    return removed
