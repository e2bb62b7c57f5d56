"""Announce events, receive them, and let a handler do its work once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from mingtang.kernel.events import Event
from mingtang.kernel.logs import log, mask
from mingtang.kernel.manifest import Handler, current_system, reactions_of
from mingtang.kernel.outbox.errors import AnnouncedOutsideTransaction, EventNotUnderstood
from mingtang.kernel.outbox.models import Delivery, OutgoingMessage
from mingtang.kernel.outbox.topology import subscribers_of
from mingtang.kernel.trace import current_trace

#: The relay listens here; PostgreSQL sends it with the commit, never before.
CHANNEL = "kernel_outbox"
LONGEST_ERROR = 500


@dataclass(frozen=True)
class Receipt:
    """What became of a received event: the handlers that did it, and those that failed."""

    is_known: bool
    handled: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    error: str = ""


def announce(event: Event) -> None:
    """Store the event in the caller's transaction; the relay sends it after the commit."""
    if not connection.in_atomic_block:
        raise AnnouncedOutsideTransaction(
            f"Announce {event.topic} inside the transaction of the change it tells of."
        )
    now = timezone.now()
    message = OutgoingMessage.objects.create(
        event_id=event.event_id,
        topic=event.topic,
        payload=event.to_cloudevent(source=settings.MINGTANG_SYSTEM),
        trace=current_trace(),
        announced_at=now,
    )
    subscribers = subscribers_of(event.topic)
    if subscribers:
        Delivery.objects.bulk_create(
            Delivery(message=message, subscriber=name, next_attempt_at=now) for name in subscribers
        )
        wake_relay()


def wake_relay() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def receive(message: Mapping[str, Any]) -> Receipt:
    """Let every handler of this system have the event, each in a transaction of its own.

    One handler's failure leaves the others' work standing; the sender repeats, and those who have
    done theirs are passed over.
    """
    topic = str(message.get("type", ""))
    reaction = reactions_of(current_system()).get(topic)
    if reaction is None:
        return Receipt(is_known=False)
    event_class, handlers = reaction
    try:
        event = event_class.from_cloudevent(message)
    except (KeyError, TypeError, ValueError) as error:
        raise EventNotUnderstood from error
    failures = {name_of(handler): _attempt(event, handler) for handler in handlers}
    failed = tuple(name for name, error in failures.items() if error)
    return Receipt(
        is_known=True,
        handled=tuple(name for name, error in failures.items() if not error),
        failed=failed,
        error="; ".join(f"{name}: {failures[name]}" for name in failed)[:LONGEST_ERROR],
    )


@transaction.atomic
def deliver(event: Event, handler: Handler) -> bool:
    """Run a handler once per event, however often the event arrives; tell whether it ran now.

    A second delivery at the same moment waits for the first: it then finds the work done, or, when
    the first one failed, does it itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_outbox_handledevent (event_id, handler, handled_at) "
            "VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [event.event_id, name_of(handler), timezone.now()],
        )
        is_first: bool = cursor.rowcount == 1
    if is_first:
        handler(event)
    return is_first


def name_of(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def describe(error: BaseException) -> str:
    """Return an error as one short line fit for the jobs page: no personal data."""
    text = f"{type(error).__name__}: {error}".strip().splitlines()
    return mask(text[0])[:LONGEST_ERROR]


def _attempt(event: Event, handler: Handler) -> str:
    """Deliver to one handler; return what went wrong, empty when nothing did."""
    try:
        deliver(event, handler)
    except Exception as error:
        log.exception(
            "event_handler_failed",
            topic=event.topic,
            event_id=str(event.event_id),
            handler=name_of(handler),
        )
        return describe(error)
    return ""
