"""How columns and pages are doing: what is late, empty, too full, cut too small, or never found."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from mingtang.content.counting.measure import Measure
from mingtang.content.evaluating.models import PageDay, ProposalKind
from mingtang.content.evaluating.queries.measuring import (
    measures,
    numbers_by_path,
    ratings,
    today,
    window_days,
)
from mingtang.content.evaluating.queries.proposals import open_proposals
from mingtang.content.optimising.rules import rules
from mingtang.content.optimising.states import State, expiry, freshness, fullness
from mingtang.content.pages.models import ArticlePage, ColumnPage
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, HOME

WEEK = 7


@dataclass(frozen=True)
class ColumnLine:
    number: int
    title: str
    path: str
    depth: int
    articles: int
    children: int
    age: int | None
    update_days: int
    measure: Measure
    useful: int
    useless: int
    weeks: tuple[int, ...]
    states: tuple[State, ...]


@dataclass(frozen=True)
class PageLine:
    number: int
    title: str
    path: str
    column: str
    column_number: int | None
    department: str
    age: int
    expires_on: date | None
    measure: Measure
    useful: int
    useless: int
    states: tuple[State, ...]


@dataclass
class _Tree:
    """Public columns with what is below them."""

    columns: dict[int, Publication]
    children: dict[int | None, list[int]] = field(default_factory=lambda: defaultdict(list))
    articles: dict[int | None, list[Publication]] = field(default_factory=lambda: defaultdict(list))

    def below(self, number: int) -> Iterator[Publication]:
        yield from self.articles[number]
        for child in self.children[number]:
            yield from self.below(child)

    def in_order(self, number: int | None, depth: int = 0) -> Iterator[tuple[Publication, int]]:
        for child in self.children[number]:
            yield self.columns[child], depth
            yield from self.in_order(child, depth + 1)


def column_lines() -> list[ColumnLine]:
    """Return every public column in the order of the site, with what is wrong with it."""
    tree, measured, rated = _tree(), measures(days=window_days()), ratings()
    recent = measures(days=30)
    weeks = _weekly(days=window_days())
    limits = dict(ColumnPage.objects.values_list("pk", "update_days"))
    split = _over_split()
    root = Publication.objects.filter(kind=HOME).values_list("pk", flat=True).first()
    lines = []
    for column, depth in tree.in_order(root):
        below = list(tree.below(column.pk))
        own = tree.articles[column.pk]
        measure, lately = Measure(), 0
        for number in (column.pk, *(article.pk for article in own)):
            measure.add(measured.get(number, Measure()))
            lately += recent.get(number, Measure()).visits
        newest = max((article.published_at for article in below), default=None)
        age = None if newest is None else (today() - timezone.localdate(newest)).days
        limit = limits.get(column.pk, 365)
        lines.append(
            ColumnLine(
                number=column.pk,
                title=column.title,
                path=column.path,
                depth=depth,
                articles=len(own),
                children=len(tree.children[column.pk]),
                age=age,
                update_days=limit,
                measure=measure,
                useful=sum(rated.get(a.pk, (0, 0))[0] for a in own),
                useless=sum(rated.get(a.pk, (0, 0))[1] for a in own),
                weeks=_added(weeks, [column.pk, *(article.pk for article in own)]),
                states=(
                    *freshness(age, limit, lately),
                    *fullness(len(own), len(tree.children[column.pk])),
                    *split.get(column.pk, ()),
                    *_unfound(own, measured),
                ),
            )
        )
    return lines


def page_lines() -> list[PageLine]:
    """Return every public article, most visited first."""
    measured, rated = measures(days=window_days()), ratings()
    columns = {c.pk: c.title for c in Publication.objects.filter(kind=COLUMN)}
    expires = dict(ArticlePage.objects.exclude(expires_on=None).values_list("pk", "expires_on"))
    lines = []
    for page in Publication.objects.exclude(kind__in=[COLUMN, HOME]):
        measure = measured.get(page.pk, Measure())
        useful, useless = rated.get(page.pk, (0, 0))
        lines.append(
            PageLine(
                number=page.pk,
                title=page.title,
                path=page.path,
                column=columns.get(page.column_number or 0, "首页"),
                column_number=page.column_number,
                department=page.department,
                age=_age(page),
                expires_on=expires.get(page.pk),
                measure=measure,
                useful=useful,
                useless=useless,
                states=(
                    *expiry(expires.get(page.pk), today()),
                    *_unfound([page], measured, is_one=True),
                ),
            )
        )
    return sorted(lines, key=lambda line: (-line.measure.visits, line.path))


def _tree() -> _Tree:
    tree = _Tree({c.pk: c for c in Publication.objects.filter(kind=COLUMN)})
    for column in sorted(tree.columns.values(), key=lambda c: (c.position, c.pk)):
        tree.children[column.column_number].append(column.pk)
    for article in Publication.objects.exclude(kind__in=[COLUMN, HOME]):
        tree.articles[article.column_number].append(article)
    return tree


def _over_split() -> Mapping[int, tuple[State, ...]]:
    """What an open proposal would merge is cut too small."""
    found: dict[int, tuple[State, ...]] = {}
    for proposal in open_proposals().filter(kind=ProposalKind.MERGE):
        for group in proposal.plan["groups"]:
            for number in group["columns"]:
                why = f"和相邻栏目内容相近、同一批人在看，可以并入“{group['title']}”。"
                found[number] = (State("over-split", "过细", why),)
    return found


def _unfound(
    pages: list[Publication], measured: Mapping[int, Measure], *, is_one: bool = False
) -> Iterator[State]:
    least = int(rules()["never_found_days"])
    unfound = [p for p in pages if p.pk not in measured and _age(p) >= least]
    if unfound and measured:
        what = "从没有人打开过" if is_one else f"有 {len(unfound)} 篇从没有人打开过"
        yield State("unfound", "没人找到", f"{what}，已发布 {least} 天以上。", is_bad=is_one)


def _age(page: Publication) -> int:
    return (today() - timezone.localdate(page.published_at)).days


def _weekly(*, days: int) -> dict[int, list[int]]:
    """Return the visits of each page week by week, oldest first."""
    numbers, count = numbers_by_path(), days // WEEK
    since = today() - timedelta(days=count * WEEK)
    found: dict[int, list[int]] = {}
    rows = PageDay.objects.filter(day__gt=since).values_list("day", "path", "visits")
    for day, path, visits in rows.iterator(chunk_size=5000):
        if (number := numbers.get(path)) is not None:
            week = min(count - 1, ((day - since).days - 1) // WEEK)
            found.setdefault(number, [0] * count)[week] += visits
    return found


def _added(weeks: Mapping[int, list[int]], numbers: list[int]) -> tuple[int, ...]:
    rows = [weeks[number] for number in numbers if number in weeks]
    return tuple(map(sum, zip(*rows, strict=True)))
