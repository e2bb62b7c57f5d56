"""The sweeps: what has come near, late or unlawful since the last one, what is public, what expires.

Each is a handful of queries however many policies there are, safe to repeat and safe after an
outage: it looks at what is true now, not at what happened in between.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.dateparse import parse_date

from mingtang.content.contract.events import PageExpiryNoticed
from mingtang.content.pages.choices import ArticleKind
from mingtang.content.pages.models import ArticlePage, Department
from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.timeliness.commands import (
    limits_now,
    settle,
    stop_as_published,
    stop_clock,
)
from mingtang.content.timeliness.counting import PUBLISHED, Limits
from mingtang.content.timeliness.models import Clock, ExpiryNotice
from mingtang.content.timeliness.queries import pages_expiring, running_clocks, thresholds
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.commands import announce

#: One sweep at a time (any fixed number will do).
SWEEP_LOCK = 0x54494D45
DELETED, NO_POLICY = "稿件已删除", "不再是政策文件"
_CONTENT, _READ = "latest_revision__content__", ("title", "department", "doc_number", "issued_on")
_FOLLOWED = ("title", "department", "doc_number", "issued_on")
_TURNED = (
    *("due_on", "lawful_due_on", "stages"),
    *("stopped_at", "stopped_because", "published_on"),
)


@transaction.atomic
def sweep_clocks() -> int:
    """Announce every stage reached and every policy that is public now; return how many clocks moved."""
    _one_at_a_time()
    follow_drafts()
    clocks, today, rules = (
        list(running_clocks().select_for_update()),
        timezone.localdate(),
        thresholds(),
    )
    public = _publications([clock.page_number for clock in clocks])
    limits = {day: limits_now(day, rules) for day in {clock.issued_on for clock in clocks}}
    moved = [
        clock
        for clock in clocks
        if _turn(clock, limits[clock.issued_on], today, public.get(clock.page_number or 0))
    ]
    Clock.objects.bulk_update(moved, _TURNED, batch_size=500)
    return len(moved)


@transaction.atomic
def sweep_expiries() -> int:
    """Announce every public page that expires soon or has expired, once each; return how many."""
    _one_at_a_time()
    today, pages = timezone.localdate(), list(pages_expiring())
    numbers = [page.pk for page in pages]
    told = set(
        ExpiryNotice.objects.filter(page_number__in=numbers).values_list(
            "page_number", "expires_on", "stage"
        )
    )
    paths = dict(Publication.objects.filter(pk__in=numbers).values_list("pk", "path"))
    new = []
    for page in pages:
        expires_on: Any = page.expires_on
        stage = "expired" if expires_on < today else "near"  # the day itself still counts
        if (page.pk, expires_on, stage) in told or page.pk not in paths:
            continue
        _announce_expiry(page, paths[page.pk], stage)
        new.append(ExpiryNotice(page_number=page.pk, expires_on=expires_on, stage=stage))
    ExpiryNotice.objects.bulk_create(new)
    return len(new)


def follow_drafts() -> None:
    """Give every policy that was begun in the CMS a clock, and let the clock follow the draft.

    Also what became public between two sweeps, so that the ledger has no gap after an outage.

    The draft counts as it stands in its latest revision: the row of a page knows only what was
    typed when it was first saved.
    """
    known = {clock.page_number: clock for clock in Clock.objects.exclude(page_number=None)}
    facts = {fact["page_number"]: fact for fact in _drafts_of_policies()}
    new = [_clock_of(number, fact) for number, fact in facts.items() if number not in known]
    Clock.objects.bulk_create([*new, *(_clock_of(*missed) for missed in _missed())])
    own = [one for one in known.values() if one.is_from_draft]
    running = [one for one in own if not one.stopped_at or one.stopped_because == NO_POLICY]
    changed = [one for one in running if _follows(one, facts.get(one.page_number or 0))]
    Clock.objects.bulk_update(changed, [*_FOLLOWED, *_TURNED], batch_size=500)
    _let_go([one for one in running if one.stopped_at is None], facts)


def _turn(clock: Clock, limits: Limits, today: date, published: datetime | None) -> bool:
    """Bring one clock up to date; tell whether anything about it changed."""
    is_moved = (clock.due_on, clock.lawful_due_on) != (limits.due_on, limits.lawful_due_on)
    clock.due_on, clock.lawful_due_on = limits.due_on, limits.lawful_due_on
    day = min(timezone.localdate(published), today) if published else today
    # What was late and is public by now is told as well: the ledger has no gaps.
    is_told = settle(clock, limits, day)
    if published:
        stop_as_published(clock, published, PUBLISHED)
    return is_moved or is_told or bool(published)


def _publications(numbers: list[int | None]) -> dict[int, datetime]:
    found = Publication.objects.filter(pk__in=[number for number in numbers if number])
    return dict(found.values_list("pk", "published_at"))


def _drafts_of_policies() -> Iterator[dict[str, Any]]:
    drafts = ArticlePage.objects.filter(
        live=False,
        first_published_at=None,
        latest_revision__content__kind=ArticleKind.POLICY.value,
    ).values_list("pk", "latest_revision__created_at", *(f"{_CONTENT}{name}" for name in _READ))
    departments = dict(Department.objects.values_list("pk", "name"))
    for number, saved_at, title, department, doc_number, issued_on in drafts:
        yield {
            "page_number": number,
            "title": str(title or "")[:255],
            "department": departments.get(department, ""),
            "doc_number": str(doc_number or "")[:60],
            "issued_on": _day(issued_on),
            "saved_on": timezone.localdate(saved_at),
        }


def _missed() -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the policies that were begun and became public while nobody looked, history left out."""
    clocks = Clock.objects.filter(page_number=OuterRef("pk"))
    history = Decision.objects.filter(page_number=OuterRef("pk"), outcome=Outcome.HISTORY)
    missed = Publication.objects.filter(
        ~Exists(clocks), ~Exists(history), kind=ArticleKind.POLICY
    ).values_list("pk", "title", "department", "doc_number", "published_at")
    days = dict(
        ArticlePage.objects.filter(pk__in=[row[0] for row in missed]).values_list("pk", "issued_on")
    )
    for number, title, department, doc_number, published_at in missed:
        yield (
            number,
            {
                "title": title,
                "department": department,
                "doc_number": doc_number,
                "issued_on": days.get(number),
                "saved_on": timezone.localdate(published_at),
            },
        )


def _clock_of(number: int, fact: dict[str, Any]) -> Clock:
    clock = Clock(reference=f"page:{number}", page_number=number, is_from_draft=True)
    _write(clock, fact, issued_on=fact["issued_on"] or fact["saved_on"])
    return clock


def _follows(clock: Clock, fact: dict[str, Any] | None) -> bool:
    if fact is None:
        return False
    before = [getattr(clock, name) for name in (*_FOLLOWED, "stopped_at")]
    _write(clock, fact, issued_on=fact["issued_on"] or clock.issued_on)
    clock.stopped_at, clock.stopped_because = None, ""  # it is a policy again
    return before != [getattr(clock, name) for name in (*_FOLLOWED, "stopped_at")]


def _write(clock: Clock, fact: dict[str, Any], *, issued_on: date) -> None:
    clock.title, clock.department = fact["title"], fact["department"]
    clock.doc_number = fact["doc_number"]
    if clock.issued_on != issued_on:
        limits = limits_now(issued_on)
        clock.issued_on = issued_on
        clock.due_on, clock.lawful_due_on = limits.due_on, limits.lawful_due_on


def _let_go(running: list[Clock], facts: dict[int, Any]) -> None:
    """Stop the clocks of drafts that are gone, or are no policy any more."""
    missing = {one.page_number or 0: one for one in running if one.page_number not in facts}
    if not missing:
        return
    kinds = dict(
        ArticlePage.objects.filter(pk__in=list(missing)).values_list("pk", f"{_CONTENT}kind")
    )
    for number, one in missing.items():
        if kinds.get(number) != ArticleKind.POLICY:
            reason = NO_POLICY if number in kinds else DELETED
            stop_clock(reference=one.reference, reason=reason)


def _announce_expiry(page: Any, path: str, stage: str) -> None:
    announce(
        PageExpiryNoticed(
            actor_id=THE_PLATFORM.id,
            path=path,
            title=page.title,
            department=page.department.name if page.department else "",
            stage=stage,
            expires_on=page.expires_on,
        )
    )


def _day(text: Any) -> date | None:
    """Read the day a draft gives; a draft may hold anything."""
    try:
        return parse_date(str(text)) if text else None
    except ValueError:
        return None


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SWEEP_LOCK])
