"""Reads of checking: what is wrong in a text, and whether that keeps it from being public."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mingtang.content.checking.addresses import OwnSite, own_hosts
from mingtang.content.checking.errors import EntryNotFound, FalseAlarmNotFound, LeaderNotFound
from mingtang.content.checking.files import findings_in_file, stored_files_of
from mingtang.content.checking.lexicon import checker_in_force
from mingtang.content.checking.models import (
    FalseAlarm,
    LexiconEntry,
    RegisteredLeader,
    Scope,
)
from mingtang.content.checking.pieces import Piece, links_of, pieces_of
from mingtang.content.wording.checker import finding_of
from mingtang.content.wording.links import Resolver, link_hits
from mingtang.content.wording.model import Finding, Severity, Text
from mingtang.kernel.crypto.sm3 import sm3

LINKS = "正文的链接"


@dataclass(frozen=True)
class Judged:
    """A finding, and the false alarm that somebody has put on record for it."""

    finding: Finding
    place_key: str
    false_alarm: FalseAlarm | None = None


def findings_in(page: Any) -> Sequence[Finding]:
    """Return what is wrong in a page, its attachments and pictures, worst first."""
    return [judged.finding for judged in judged_in(page) if judged.false_alarm is None]


def blocking_findings_in(page: Any) -> Sequence[Finding]:
    """Return the findings of severity 严重 that nobody has recorded as a false alarm."""
    return [finding for finding in findings_in(page) if finding.severity is Severity.SERIOUS]


def findings_in_text(text: str, *, field: str = "", is_list: bool = False) -> Sequence[Finding]:
    """Return what is wrong in a text that belongs to no page, worst first."""
    return _sorted(_in_piece(Piece(field=field, words=text, is_list=is_list), timezone.localdate()))


def judged_in(page: Any) -> list[Judged]:
    """Return all findings of a page with the false alarms on record, worst first."""
    return _judged([*_in_words(page), *_in_files_and_links(page, OwnSite())], page.pk)


def judged_in_words(page: Any) -> list[Judged]:
    """Return the findings in what was typed."""
    return _judged(_in_words(page), page.pk)


def judged_in_files_and_links(page: Any, *, resolver: Resolver | None = None) -> list[Judged]:
    """Return the findings in attachments, pictures and links: those a browser cannot look into."""
    return _judged(_in_files_and_links(page, resolver or OwnSite()), page.pk)


def judged_in_pieces(pieces: Sequence[Piece], *, page_number: int | None) -> list[Judged]:
    """Return the findings of a text that is being written, with what is on record for its page."""
    day = timezone.localdate()
    return _judged((f for piece in pieces for f in _in_piece(piece, day)), page_number)


def place_key_of(finding: Finding) -> str:
    """What tells this place from others: another word beside it, and it is another place."""
    where = (finding.field, finding.cell, finding.context, str(finding.at))
    parts = (finding.rule, finding.word, *where)
    return sm3("\n".join(parts).encode()).hex()


def authors_of(page: Any) -> set[UUID]:
    """Return everybody whose hand is in the text since it was last public."""
    revisions = page.revisions.exclude(user=None)
    if page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    return ({page.owner_id} | set(revisions.values_list("user_id", flat=True))) - {None}


def entries_matching(
    *, words: str = "", category: str = "", severity: str = "", is_active: bool = True
) -> QuerySet[LexiconEntry]:
    found = LexiconEntry.objects.filter(is_active=is_active)
    if words:
        found = found.filter(Q(wrong__icontains=words) | Q(right__icontains=words))
    if category:
        found = found.filter(category=category)
    return found.filter(severity=severity) if severity else found


def find_entry(number: int, *, lock: bool = False) -> LexiconEntry:
    found = LexiconEntry.objects.filter(pk=number)
    entry = (found.select_for_update() if lock else found).first()
    if entry is None:
        raise EntryNotFound
    return entry


def leaders_in_order() -> QuerySet[RegisteredLeader]:
    return RegisteredLeader.objects.all()


def find_leader(number: int, *, lock: bool = False) -> RegisteredLeader:
    found = RegisteredLeader.objects.filter(pk=number)
    leader = (found.select_for_update() if lock else found).first()
    if leader is None:
        raise LeaderNotFound
    return leader


def false_alarms() -> QuerySet[FalseAlarm]:
    return FalseAlarm.objects.all()


def find_false_alarm(number: int, *, lock: bool = False) -> FalseAlarm:
    found = FalseAlarm.objects.filter(pk=number)
    alarm = (found.select_for_update() if lock else found).first()
    if alarm is None:
        raise FalseAlarmNotFound
    return alarm


def _in_words(page: Any) -> Iterator[Finding]:
    day = _day_of(page)
    for piece in pieces_of(page):
        yield from _in_piece(piece, day)


def _in_files_and_links(page: Any, resolver: Resolver) -> Iterator[Finding]:
    for stored in stored_files_of(page):
        yield from findings_in_file(stored, day=_day_of(page))
    for link, hit in link_hits(links_of(page), resolver=resolver, own_hosts=own_hosts()):
        yield replace(finding_of(hit, word=link.address, context=link.words), field=LINKS)


def _day_of(page: Any) -> date:
    """The day a text speaks from: a policy of last year names the leaders of last year."""
    return getattr(page, "issued_on", None) or timezone.localdate()


def _in_piece(piece: Piece, day: date) -> Iterator[Finding]:
    text = Text(words=piece.words, hint=piece.hint, is_list=piece.is_list, day=day)
    for finding in checker_in_force().findings(text):
        yield replace(finding, field=piece.field, cell=piece.cell_at(finding.start))


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity.rank)


def _judged(given: Iterable[Finding], page_number: int | None) -> list[Judged]:
    findings = _sorted(given)
    rules = {finding.rule for finding in findings}
    on_record = FalseAlarm.objects.filter(rule__in=rules, revoked_at=None).filter(
        Q(page_number=page_number) | Q(scope=Scope.EVERYWHERE)
    )
    alarms = list(on_record) if rules else []
    judged = []
    for finding in findings:
        key = place_key_of(finding)
        alarm = next((a for a in alarms if a.covers(finding, place_key=key)), None)
        judged.append(Judged(finding, key, alarm))
    return judged
