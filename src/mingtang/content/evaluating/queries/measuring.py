"""What was counted, by page and by column, whatever address a page had at the time."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from mingtang.content.counting.measure import Measure
from mingtang.content.evaluating.models import Feedback, PageDay, Redirect, Together
from mingtang.content.optimising.rules import rules
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN


def today() -> date:
    return timezone.localdate()


def column_paths() -> list[str]:
    return list(Publication.objects.filter(kind=COLUMN).values_list("path", flat=True))


def numbers_by_path() -> dict[str, int]:
    """Return the page of every address, old ones included."""
    known = dict(Redirect.objects.filter(rest="").values_list("path", "target_number"))
    return known | dict(Publication.objects.values_list("path", "pk"))


def measures(*, days: int, until: date | None = None) -> dict[int, Measure]:
    """Return what was counted for each public page, by its number."""
    end = until or today()
    numbers = numbers_by_path()
    found: dict[int, Measure] = {}
    rows = PageDay.objects.filter(day__gt=end - timedelta(days=days), day__lte=end)
    for row in rows.iterator(chunk_size=5000):
        if (number := numbers.get(row.path)) is not None:
            found.setdefault(number, Measure()).add(row)
    return found


def visits_by_day(paths: Iterable[str], *, days: int) -> list[int]:
    """Return the visits of some addresses on each of the last days, oldest first."""
    end = today()
    rows = (
        PageDay.objects.filter(path__in=list(paths), day__gt=end - timedelta(days=days))
        .values_list("day")
        .annotate(Sum("visits"))
    )
    known = dict(rows)
    return [known.get(end - timedelta(days=days - 1 - n), 0) for n in range(days)]


def days_measured(*, at_most: int) -> int:
    """Return on how many of the last days anything was counted at all."""
    since = today() - timedelta(days=at_most)
    return PageDay.objects.filter(day__gt=since).values("day").distinct().count()


def together(*, days: int) -> dict[tuple[str, str], int]:
    """Return in how many sittings two places were visited; a place with itself: in how many at all."""
    since = today() - timedelta(days=days)
    rows = Together.objects.filter(day__gt=since).values_list("first", "second")
    return {(one, other): number for one, other, number in rows.annotate(Sum("sittings"))}


def time_to_find(paths: Iterable[str], *, since: date, until: date) -> tuple[int, int]:
    """Return how many sittings found something at these addresses, and the seconds that took."""
    sums = PageDay.objects.filter(path__in=list(paths), day__gte=since, day__lt=until).aggregate(
        finds=Sum("finds"), seconds=Sum("find_seconds")
    )
    return sums["finds"] or 0, sums["seconds"] or 0


def ratings() -> Mapping[int, tuple[int, int]]:
    """Return for each page how many found it useful, and how many did not."""
    rows = Feedback.objects.values("page_number").annotate(
        useful=Count("pk", filter=Q(is_useful=True)), useless=Count("pk", filter=Q(is_useful=False))
    )
    return {row["page_number"]: (row["useful"], row["useless"]) for row in rows}


def window_days() -> int:
    return int(rules()["window_days"])
