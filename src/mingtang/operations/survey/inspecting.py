"""Inspecting: gathers a site, runs every check over it, and adds up what was found."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from mingtang.operations.survey.checks import (
    columns,
    functions,
    guides,
    links,
    marks,
    policies,
    texts,
)
from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.errors import NothingToResume
from mingtang.operations.survey.findings import Finding, Report, count_vetoes, grouped
from mingtang.operations.survey.gathered import Gathered, Tell
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.gathering.fetching import Fetcher
from mingtang.operations.survey.gathering.folder import gather_folder
from mingtang.operations.survey.gathering.keeping import NAME, Keeper
from mingtang.operations.survey.gathering.live import Walk
from mingtang.operations.survey.gathering.outside import check_outside
from mingtang.operations.survey.gathering.searching import try_search
from mingtang.operations.survey.gathering.slots import Slots
from mingtang.operations.survey.manual import left_to_people
from mingtang.operations.survey.reading.days import as_date
from mingtang.operations.survey.rules import Rules, load_rules

SHANGHAI = ZoneInfo("Asia/Shanghai")
Check = Callable[[Ground], Iterator[Finding]]
_CHECKS: tuple[Check, ...] = (
    functions.check_visits,
    columns.check_home,
    columns.check_columns,
    columns.check_required,
    texts.check_hits,
    texts.check_dates,
    texts.check_leaders,
    links.check_links,
    links.check_external,
    guides.check_services,
    guides.check_guides,
    policies.check_policies,
    policies.check_leftovers,
    functions.check_letters,
    functions.check_search,
    functions.check_traps,
    marks.check_metas,
    marks.check_marks,
)


def silence(what: str, done: int, known: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be inspected, and how."""

    origin: str
    rules: Rules = field(default_factory=load_rules)
    bounds: Bounds = field(default_factory=Bounds)
    #: The site's code, when the person knows it.
    site_code: str = ""
    #: Where progress is kept; without it nothing can be resumed.
    folder: Path | None = None
    resumes: bool = False
    tell: Tell = silence
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    pause: Callable[[float], None] = time.sleep


def inspect(order: Order) -> Report:
    """Inspect a site. Stopped half way it reports what is known, and keeps it to go on."""
    began = order.now
    path = order.folder / NAME if order.folder else None
    with Keeper(path, origin=order.origin) as keeper:
        if order.resumes and not keeper.can_resume():
            raise NothingToResume
        if not order.resumes and path is not None:
            path.unlink(missing_ok=True)
        keeper.begin(anew=not order.resumes)
        gathered = _gather(order, keeper)
        if gathered.is_complete:
            keeper.finish()
    return judge(gathered, order, began=began)


def judge(gathered: Gathered, order: Order, *, began: datetime) -> Report:
    """Run every check and add up."""
    ground = Ground(gathered, order.rules, order.now.astimezone(SHANGHAI).date())
    checks: tuple[Check, ...] = (*_CHECKS, partial(marks.check_site_code, expected=order.site_code))
    found = [finding for check in checks for finding in check(ground)]
    findings = grouped(_recent(found, gathered, order), order.rules)
    home = gathered.home_page
    return Report(
        site=(home.meta.get("SiteName") or home.title) if home else order.origin,
        address=gathered.site.full(gathered.home),
        origin=order.origin,
        began_at=began,
        ended_at=max(datetime.now(UTC), began),
        is_complete=gathered.is_complete,
        pages=len(gathered.pages),
        files=len(gathered.files),
        findings=findings,
        vetoes=count_vetoes(findings, order.rules),
        sources=sources_of(ground),
        unverified=frozenset(gathered.unverified | gathered.unasked),
        manual=list(left_to_people(gathered, order.rules)),
        rules=order.rules,
    )


def sources_of(ground: Ground) -> dict[str, str]:
    """Return who answers for each page: its source, and for a column the source of its newest article."""
    named = {
        page.address: source
        for page in ground.gathered.seen
        if (source := page.meta.get("ContentSource", ""))
    }
    for column in ground.columns:
        below = max(ground.below(column), key=lambda page: page.published_on, default=None)
        if below is not None and below.address in named:
            named.setdefault(column.address, named[below.address])
    return named


def is_live(origin: str) -> bool:
    return "://" in origin[:10]


def _gather(order: Order, keeper: Keeper) -> Gathered:
    bounds = order.bounds
    slots = Slots(bounds.retry_after, order.pause, bounds.should_stop, order.tell)
    with Fetcher(bounds, pause=order.pause) as fetcher:
        if is_live(order.origin):
            walk = Walk(
                order.origin,
                rules=order.rules,
                bounds=bounds,
                fetcher=fetcher,
                keeper=keeper,
                tell=order.tell,
            )
            gathered = walk.go(slots)
            titles = int(order.rules["search-misses"].value)
            try_search(gathered, bounds=bounds, fetcher=fetcher, robots=walk.robots, titles=titles)
        else:
            gathered = gather_folder(
                Path(order.origin), rules=order.rules, bounds=bounds, keeper=keeper, tell=order.tell
            )
        if gathered.is_complete:
            check_outside(gathered, bounds=bounds, fetcher=fetcher, slots=slots, tell=order.tell)
    return gathered


def _recent(found: list[Finding], gathered: Gathered, order: Order) -> list[Finding]:
    """Leave out what is about articles older than asked for."""
    since = order.bounds.since
    if since is None:
        return found
    return [
        finding
        for finding in found
        if not (page := gathered.pages.get(finding.where))
        or not page.is_article
        or (as_date(page.published_on) or since) >= since
    ]
