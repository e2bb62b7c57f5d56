"""Visits and ratings of a demo city that were never made: the same at every load, sums of days only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction

from mingtang.content.counting.counting import SEARCH, Counter
from mingtang.content.demo.days import SHANGHAI
from mingtang.content.demo.reading import read_yaml
from mingtang.content.evaluating.commands.visits import keep_counts
from mingtang.content.evaluating.models import Feedback, PageDay, Reason
from mingtang.content.guides.queries import guide_lines
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, HOME

Step = tuple[int, str]
#: On days off fewer people have errands.
WEEKEND_SHARE = 0.45
#: Readers who look at something else as well, of whatever kind.
STROLLERS = 0.04
FROM_SEARCH = 0.3
OFFICE_OPENS = time(8, 30)
OFFICE_SECONDS = 12 * 3600


@dataclass
class _Site:
    """The addresses people walk between."""

    random: Random
    #: Column of each ordinary page.
    pages: dict[str, str] = field(default_factory=dict)
    #: Articles of each column by the column's name.
    shelves: dict[str, list[str]] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)


@transaction.atomic
def load_traffic(folder: Path, *, first_day: date) -> int:
    """Store the visits before the first day, once; return how many sittings that were."""
    plan = read_yaml(folder / "traffic.yaml")
    before = PageDay.objects.filter(day__lt=first_day - timedelta(days=1))
    if not plan or before.exists():
        return 0
    columns = list(Publication.objects.filter(kind=COLUMN).values_list("path", flat=True))
    counter = Counter(salt_of=lambda _day: b"", columns=columns, staff_paths=())
    site = _site(plan)
    sittings = 0
    for back in range(int(plan["days"]), 0, -1):
        day = first_day - timedelta(days=back)
        for steps in _day(site, plan, day):
            counter.sit(day, steps)
            sittings += 1
    keep_counts(counter.counts)
    _rate(plan, site)
    return sittings


def _site(plan: dict[str, Any]) -> _Site:
    site = _Site(Random(plan["seed"]))  # noqa: S311  the same at every load is what is wanted
    paths = dict(Publication.objects.filter(kind=COLUMN).values_list("pk", "path"))
    unfound = set(plan.get("unfound") or [])
    wandering = {name for group in plan["wandering"]["groups"] for name in group}
    articles = Publication.objects.exclude(kind__in=[COLUMN, HOME]).order_by("path")
    for article in articles:
        name = article.path.rstrip("/").rpartition("/")[2]
        column = paths.get(article.column_number or 0, "/")
        shelf = column.rstrip("/").rpartition("/")[2]
        if name in unfound:
            continue
        site.since[article.path] = article.published_at.astimezone(SHANGHAI).date()
        if shelf in wandering:
            site.shelves.setdefault(shelf, []).append(article.path)
        else:
            site.pages[article.path] = column
    site.pages |= {guide.path: "/guides/" for guide in guide_lines().values()}
    return site


def _day(site: _Site, plan: dict[str, Any], day: date) -> Iterator[list[Step]]:
    share = WEEKEND_SHARE if day.weekday() >= 5 else 1.0
    for path, column in site.pages.items():
        if site.since.get(path, day) <= day:
            for _ in range(_about(site.random, plan["readers"] * share)):
                yield _reader(site, day, path, column)
    if site.shelves:
        for _ in range(_about(site.random, plan["wandering"]["sittings"] * share)):
            yield _wanderer(site, plan["wandering"], day)


def _reader(site: _Site, day: date, path: str, column: str) -> list[Step]:
    random = site.random
    at = _morning(random, day)
    if random.random() < FROM_SEARCH:
        steps = [(at, "/"), (at + 9, SEARCH), (at + random.randint(18, 45), path)]
    else:
        steps = [(at, "/"), (at + random.randint(6, 25), column)]
        steps.append((steps[-1][0] + random.randint(8, 40), path))
    if random.random() < STROLLERS:
        other = random.choice(list(site.pages))
        steps.append((steps[-1][0] + random.randint(20, 180), other))
    return steps


def _wanderer(site: _Site, plan: dict[str, Any], day: date) -> list[Step]:
    """Somebody who knows what they want, and tries neighbouring columns until they find it."""
    random = site.random
    group = random.choice(plan["groups"])
    right = random.choice([name for name in group if name in site.shelves])
    index = site.shelves[right][0].split(f"{right}/")[0]
    steps = [(_morning(random, day), "/")]
    _go(random, steps, index, 6, 18)
    for wrong in _wrong_columns(random, plan, group, right):
        _go(random, steps, f"{index}{wrong}/", 4, 14)
        if wrong in site.shelves and random.random() < 0.45:
            _go(random, steps, random.choice(site.shelves[wrong]), 6, 20)
        _go(random, steps, index, 20, 80)
    _go(random, steps, f"{index}{right}/", 4, 14)
    _go(random, steps, random.choice(site.shelves[right]), 5, 18)
    return steps


def _wrong_columns(random: Random, plan: dict[str, Any], group: list[str], right: str) -> list[str]:
    number = random.choices(range(len(plan["wrong_turns"])), plan["wrong_turns"])[0]
    alike = [name for name in group if name != right]
    others = [name for other in plan["groups"] if other is not group for name in other]
    random.shuffle(alike)
    wrong = []
    for _ in range(number):
        near = alike and random.random() < plan["alike"]
        wrong.append(alike.pop() if near else random.choice(others))
    return list(dict.fromkeys(wrong))


def _go(random: Random, steps: list[Step], path: str, least: int, most: int) -> None:
    steps.append((steps[-1][0] + random.randint(least, most), path))


def _morning(random: Random, day: date) -> int:
    opens = datetime.combine(day, OFFICE_OPENS, tzinfo=SHANGHAI)
    return int(opens.timestamp()) + random.randrange(OFFICE_SECONDS)


def _about(random: Random, mean: float) -> int:
    return max(0, round(random.gauss(mean, mean**0.5 / 2)))


def _rate(plan: dict[str, Any], site: _Site) -> None:
    """Let a few visitors say what they thought; those who wandered were less pleased."""
    random = Random(plan["seed"] + 1)  # noqa: S311  the same at every load is what is wanted
    wandered = {path for shelf in site.shelves.values() for path in shelf}
    said = []
    for number, path in Publication.objects.exclude(kind__in=[COLUMN, HOME]).values_list(
        "pk", "path"
    ):
        if path not in wandered and path not in site.pages:
            continue
        pleased = 0.55 if path in wandered else 0.85
        for _ in range(random.randint(0, 14)):
            is_useful = random.random() < pleased
            reason = (
                ""
                if is_useful
                else random.choice([Reason.NOT_FOUND, Reason.NOT_FOUND, Reason.NOT_CLEAR])
            )
            said.append(Feedback(page_number=number, is_useful=is_useful, reason=reason))
    Feedback.objects.bulk_create(said)
