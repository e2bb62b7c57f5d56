"""Reads of timeliness: what is late, what comes near, what is in time, what wants a second look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.utils import timezone

from mingtang.content.pages.choices import Validity
from mingtang.content.pages.models import ArticlePage
from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.reviewing.queries import pending_reviews
from mingtang.content.timeliness.counting import PUBLISHED, Stage, limits_of
from mingtang.content.timeliness.errors import ClockNotFound
from mingtang.content.timeliness.models import Clock, Confirmation, Thresholds

LISTED = 50
MONTHS_SHOWN = 12
EXPIRED_SHOWN_FOR = 30
#: What nobody has to confirm any more.
_OVER = (Validity.REPEALED, Validity.EXPIRED)


@dataclass(frozen=True)
class Share:
    """How many policies fell due, and how many of them were not public then."""

    name: str
    due: int
    late: int

    @property
    def in_time(self) -> int:
        return self.due - self.late

    @property
    def percent_late(self) -> float:
        return 100 * self.late / self.due if self.due else 0.0

    @property
    def is_good(self) -> bool:
        """Under 1 % late: the bar."""
        return self.percent_late < 1


@dataclass(frozen=True)
class Line:
    """A running clock with where its text stands."""

    clock: Clock
    days_late: int
    is_near: bool
    stands: str

    @property
    def told_at(self) -> datetime | None:
        told = self.clock.stages.get(Stage.UNLAWFUL) or self.clock.stages.get(Stage.LATE)
        return datetime.fromisoformat(told) if told else None

    @property
    def is_unlawful(self) -> bool:
        return timezone.localdate() > self.clock.lawful_due_on


def thresholds() -> Thresholds:
    return Thresholds.objects.filter(pk=1).first() or Thresholds(pk=1)


def find_clock(reference: str, *, lock: bool = False) -> Clock:
    found = Clock.objects.filter(reference=reference)
    clock = (found.select_for_update() if lock else found).first()
    if clock is None:
        raise ClockNotFound
    return clock


def running_clocks() -> QuerySet[Clock]:
    return Clock.objects.filter(stopped_at=None)


def late_clocks() -> QuerySet[Clock]:
    """Return what should be public and is not, the oldest first."""
    return running_clocks().filter(due_on__lt=timezone.localdate())


def lines_of_running() -> list[Line]:
    """Return every running clock, the most urgent first, with where its text stands."""
    clocks, today, rules = list(running_clocks()), timezone.localdate(), thresholds()
    levels = {one.page.pk: f"{one.level.label}，等{one.act.label}" for one in pending_reviews()}
    limits = {
        day: limits_of(day, own=rules.own_working_days, near=rules.near_working_days)
        for day in {clock.issued_on for clock in clocks}
    }
    return [
        Line(
            clock,
            clock.days_late(today),
            limits[clock.issued_on].stages_by(today) == [Stage.NEAR],
            levels.get(
                clock.page_number or 0, "还是草稿" if clock.page_number else "来稿，还没有成稿"
            ),
        )
        for clock in clocks
    ]


def stopped_clocks() -> QuerySet[Clock]:
    return Clock.objects.exclude(stopped_at=None).order_by("-stopped_at", "-pk")


def share_since(first: date) -> Share:
    """Return the share of policies that fell due from that day on until now."""
    found = _fallen_due().filter(due_on__gte=first).aggregate(due=Count("pk"), late=_late())
    return Share("", found["due"], found["late"])


def shares_by_department(first: date) -> list[Share]:
    rows = _fallen_due().filter(due_on__gte=first).values("department").order_by()
    found = rows.annotate(due=Count("pk"), late=_late())
    shares = [Share(row["department"] or "没有写部门", row["due"], row["late"]) for row in found]
    return sorted(shares, key=lambda share: (-share.percent_late, -share.due, share.name))


def shares_by_month() -> list[Share]:
    """Return the last twelve months, the latest last."""
    today = timezone.localdate()
    number = today.year * 12 + today.month - MONTHS_SHOWN
    first = date(number // 12, number % 12 + 1, 1)
    rows = _fallen_due().filter(due_on__gte=first).annotate(month=TruncMonth("due_on"))
    found = rows.values("month").order_by("month").annotate(due=Count("pk"), late=_late())
    return [Share(f"{row['month']:%Y-%m}", row["due"], row["late"]) for row in found]


def pages_expiring() -> QuerySet[ArticlePage]:
    """Return public pages whose expiry is near or has come, by the day."""
    until = timezone.localdate() + timedelta(days=thresholds().expiry_near_days)
    pages: QuerySet[ArticlePage] = ArticlePage.objects.filter(live=True, expires_on__lte=until)
    return pages.select_related("department").order_by("expires_on", "pk")


def expiries_to_see_to() -> Any:
    """Return what somebody has to look at: not what is marked as over and lies back a month."""
    long_ago = timezone.localdate() - timedelta(days=EXPIRED_SHOWN_FOR)
    shown = Publication.objects.filter(pk=OuterRef("pk")).values("validity")
    pages: Any = pages_expiring().annotate(validity_shown=Subquery(shown))
    return pages.exclude(validity_shown__in=_OVER, expires_on__lt=long_ago)


def pages_to_confirm() -> QuerySet[Publication]:
    """Return public pages nobody has looked at for long: 该复核了, the oldest first.

    What came as history is as old as its date of then, not as its import.
    """
    rules = thresholds()
    since = timezone.now() - timedelta(days=rules.confirm_after_days)
    history = Decision.objects.filter(
        page_number=OuterRef("pk"), digest=OuterRef("digest"), outcome=Outcome.HISTORY
    )
    confirmed = (
        Confirmation.objects.filter(page_number=OuterRef("pk")).order_by().values("page_number")
    )
    published = Case(When(Exists(history), then=F("published_at")), default=F("changed_at"))
    pages: Any = (
        Publication.objects.filter(kind__in=rules.confirm_kinds)
        .exclude(validity__in=_OVER)
        .annotate(
            looked_at=Greatest(
                published,
                Coalesce(
                    Subquery(confirmed.annotate(last=Max("confirmed_at")).values("last")),
                    F("published_at"),
                ),
            )
        )
        .filter(looked_at__lt=since)
    )
    found: QuerySet[Publication] = pages.order_by("looked_at", "pk")
    return found


def last_confirmations(pages: Iterable[Publication]) -> dict[int, Confirmation]:
    numbers = [page.pk for page in pages]
    found = Confirmation.objects.filter(page_number__in=numbers).order_by("confirmed_at", "pk")
    return {one.page_number: one for one in found}


def _fallen_due() -> QuerySet[Clock]:
    """Return what counts for a share: public by now, or due before today; not what was let go."""
    return Clock.objects.filter(
        Q(stopped_because=PUBLISHED) | Q(stopped_at=None, due_on__lt=timezone.localdate())
    )


def _late() -> Count:
    return Count("pk", filter=Q(published_on__gt=F("due_on")) | Q(published_on=None))
