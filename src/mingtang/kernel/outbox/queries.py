"""What waits to leave, for whom, since when, and what has been given up."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from mingtang.kernel.outbox.models import Delivery, RefusedEvent

#: A message that fails keeps later ones of its topic waiting this many times, then steps aside.
HOLDS_ITS_TOPIC_FOR = 3
BATCH = 50


@dataclass(frozen=True)
class Line:
    """The deliveries waiting for one subscriber."""

    subscriber: str
    waiting: int
    dead: int
    oldest_at: datetime | None
    last_error: str

    @property
    def lag_seconds(self) -> float:
        return seconds_since(self.oldest_at)


def seconds_since(moment: datetime | None) -> float:
    return max((timezone.now() - moment).total_seconds(), 0.0) if moment else 0.0


def waiting_deliveries() -> QuerySet[Delivery]:
    return Delivery.objects.filter(delivered_at__isnull=True, dead_at__isnull=True)


def due_deliveries(subscriber: str, *, at: datetime) -> QuerySet[Delivery]:
    """What may be sent to the subscriber now, in the order it was announced."""
    holding = waiting_deliveries().filter(
        subscriber=subscriber,
        id__lt=OuterRef("id"),
        message__topic=OuterRef("message__topic"),
        next_attempt_at__gt=at,
        attempts__range=(1, HOLDS_ITS_TOPIC_FOR),
    )
    return (
        waiting_deliveries()
        .filter(~Exists(holding), subscriber=subscriber, next_attempt_at__lte=at)
        .select_related("message")
        .order_by("id")[:BATCH]
    )


def next_attempt_at(subscriber: str) -> datetime | None:
    """When something waiting for the subscriber falls due, if anything waits."""
    waiting = waiting_deliveries().filter(subscriber=subscriber)
    moment: datetime | None = waiting.aggregate(at=Min("next_attempt_at"))["at"]
    return moment


def list_lines() -> list[Line]:
    """Every subscriber that something waits for, or was given up for."""
    rows = (
        Delivery.objects.filter(delivered_at__isnull=True)
        .values("subscriber")
        .annotate(
            waiting=Count("id", filter=Q(dead_at__isnull=True)),
            dead=Count("id", filter=Q(dead_at__isnull=False)),
            oldest_at=Min("message__announced_at", filter=Q(dead_at__isnull=True)),
        )
        .order_by("subscriber")
    )
    return [Line(**row, last_error=_last_error(row["subscriber"])) for row in rows]


def dead_letters() -> QuerySet[Delivery]:
    return (
        Delivery.objects.filter(dead_at__isnull=False, delivered_at__isnull=True)
        .select_related("message")
        .order_by("-dead_at")
    )


def refused_events() -> QuerySet[RefusedEvent]:
    return RefusedEvent.objects.order_by("-refused_at")


def _last_error(subscriber: str) -> str:
    failing = waiting_deliveries().filter(subscriber=subscriber).exclude(last_error="")
    return failing.order_by("id").values_list("last_error", flat=True).first() or ""
