"""What editors do with sources: add, change, pause, collect now, try again, and note what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingtang.content.collecting.asking import collect_source
from mingtang.content.collecting.errors import (
    SourceAlreadyKnown,
    SourceIsRunning,
    SourceNotFound,
    SourceNotValid,
)
from mingtang.content.collecting.models import Health, Interval, Item, Original, Outcome, Source
from mingtang.content.collecting.queries import find_item, require_editor
from mingtang.content.fetching.errors import FetchTrouble
from mingtang.content.fetching.fetching import tidy_address
from mingtang.content.fetching.guarding import check_address
from mingtang.content.finding.errors import NotFoundOut
from mingtang.content.finding.folders import folder_at
from mingtang.content.finding.model import HINTS, SELECTORS, is_selector
from mingtang.content.pages.models import Department
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor

MOST_PAGES = 50


@dataclass(frozen=True, kw_only=True)
class SourceFacts:
    """What an editor says about a source; the place and the department are enough."""

    department: Department
    address: str = ""
    folder: str = ""
    name: str = ""
    every_minutes: int = Interval.HOUR
    since: date | None = None
    most_pages: int = 5
    hints: Mapping[str, str] = field(default_factory=dict)

    def as_source(self) -> Source:
        """Return the source these facts describe, not saved."""
        return _filled(Source(), self)


@transaction.atomic
def add_source(*, actor: Actor, facts: SourceFacts) -> Source:
    require_editor(actor)
    check_facts(facts)
    source = facts.as_source()
    if Source.objects.filter(address=source.address, folder=source.folder).exists():
        raise SourceAlreadyKnown
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as error:
        raise SourceAlreadyKnown from error
    _note(actor, "added", source)
    return source


@transaction.atomic
def change_source(*, actor: Actor, source_id: int, facts: SourceFacts) -> Source:
    """Change what is known about a source; what was found stays known."""
    source = _held(actor, source_id)
    check_facts(facts)
    place = (tidy_address(facts.address) if facts.address else "", facts.folder.strip())
    others = Source.objects.filter(address=place[0], folder=place[1]).exclude(pk=source.pk)
    if others.exists():
        raise SourceAlreadyKnown
    is_elsewhere = place != (source.address, source.folder)
    _filled(source, facts)
    source.etag = source.last_modified = ""  # read it anew, with what the editor says now
    if is_elsewhere:
        source.backlog, source.has_yielded, source.kind = "", False, ""
    if not source.is_paused:
        source.next_run_at = timezone.now()
    source.save()
    _note(actor, "changed", source)
    return source


@transaction.atomic
def pause_source(*, actor: Actor, source_id: int) -> Source:
    source = _held(actor, source_id)
    source.is_paused = True
    source.save(update_fields=["is_paused"])
    _note(actor, "paused", source)
    return source


@transaction.atomic
def resume_source(*, actor: Actor, source_id: int) -> Source:
    source = _held(actor, source_id)
    source.is_paused, source.next_run_at = False, timezone.now()
    source.save(update_fields=["is_paused", "next_run_at"])
    _note(actor, "resumed", source)
    return source


@transaction.atomic
def ask_for_run(*, actor: Actor, source_id: int) -> Source:
    """Let the source run at once: the job exists when this is committed, or not at all."""
    source = _held(actor, source_id)
    if source.health is Health.RUNNING:
        raise SourceIsRunning
    collect_source.later(source_id=source.pk)
    _note(actor, "run-asked-for", source)
    return source


@transaction.atomic
def delete_source(*, actor: Actor, source_id: int) -> None:
    """Forget a source and its addresses; what was taken in stays where it is."""
    source = _held(actor, source_id)
    if source.health is Health.RUNNING:
        raise SourceIsRunning
    _note(actor, "deleted", source)
    source.delete()


@transaction.atomic
def retry_item(*, actor: Actor, item_id: int) -> Item:
    item = find_item(item_id, visible_to=actor)
    if item.may_be_retried:
        item.outcome, item.tries, item.sentence = Outcome.WAITING, 0, ""
        item.save(update_fields=["outcome", "tries", "sentence"])
        Source.objects.filter(pk=item.source_id).update(next_run_at=timezone.now())
    return item


@transaction.atomic
def note_seen(*, actor: Actor, item_id: int) -> Item:
    """An editor has looked at a changed or withdrawn original; the new text is the one from now on."""
    item = find_item(item_id, visible_to=actor)
    if item.original == Original.CHANGED:
        item.text, item.page_digest = item.new_text, item.new_digest
        item.new_text, item.new_digest, item.original = "", "", Original.SAME
    item.noticed_at = timezone.now()
    item.save()
    record(
        actor,
        action="content.original-noticed",
        subject=f"item:{item.pk}",
        details={"title": item.title, "address": item.address},
    )
    return item


def check_facts(facts: SourceFacts) -> None:
    """Refuse what cannot be a source before any server is asked."""
    problems = _place_problems(facts)
    if not 1 <= facts.most_pages <= MOST_PAGES:
        problems["most_pages"] = f"请填 1 到 {MOST_PAGES} 之间的数。"
    for name in SELECTORS:
        if facts.hints.get(name) and not is_selector(facts.hints[name]):
            problems[f"hint_{name}"] = "选择器写得不对，请检查括号和符号。"
    if problems:
        raise SourceNotValid(problems)


def _place_problems(facts: SourceFacts) -> dict[str, str]:
    if bool(facts.address) == bool(facts.folder):
        return {"address": "请填网址或文件夹，二选一。"}
    try:
        if facts.address:
            check_address(tidy_address(facts.address))
        else:
            folder_at(facts.folder)
    except FetchTrouble as refusal:
        return {"address": str(refusal)}
    except NotFoundOut as refusal:
        return {"folder": str(refusal)}
    return {}


def _filled(source: Source, facts: SourceFacts) -> Source:
    source.name = facts.name.strip()[:150]
    source.address = tidy_address(facts.address) if facts.address else ""
    source.folder = facts.folder.strip().strip("/")
    source.department = facts.department
    source.every_minutes, source.since = facts.every_minutes, facts.since
    source.most_pages = facts.most_pages
    source.hints = {name: value for name, value in facts.hints.items() if name in HINTS and value}
    return source


def _held(actor: Actor, source_id: int) -> Source:
    require_editor(actor)
    source = Source.objects.select_for_update().filter(pk=source_id).first()
    if source is None:
        raise SourceNotFound
    return source


def _note(actor: Actor, what: str, source: Source) -> None:
    details: dict[str, Any] = {"source": str(source), "address": source.address or source.folder}
    record(actor, action=f"content.source-{what}", subject=f"source:{source.pk}", details=details)
