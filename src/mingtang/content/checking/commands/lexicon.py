"""Keep the lexicon: add, change, retire, bring back, import, and load what comes with the program."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction

from mingtang.content.checking.errors import (
    EntryExists,
    LexiconReasonMissing,
    OnlyFinalReviewersKeepTheLexicon,
)
from mingtang.content.checking.models import LexiconEntry, LexiconVersion
from mingtang.content.checking.queries import find_entry
from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.wording.model import Entry
from mingtang.content.wording.rules import DIVIDER, built_in_entries
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import THE_PLATFORM, Actor

_GONE = "新版程序的词库里没有这一条了"
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Loaded:
    added: int = 0
    changed: int = 0
    retired: int = 0
    left_alone: int = 0


@transaction.atomic
def add_entry(*, actor: Actor, entry: Entry, reason: str) -> LexiconEntry:
    _check(actor, reason)
    if key_of(entry) in _known([entry]):
        raise EntryExists
    row = _new(entry, actor=actor, reason=reason)
    row.save()
    _note(actor, "added", row)
    return row


@transaction.atomic
def change_entry(*, actor: Actor, number: int, entry: Entry, reason: str) -> LexiconEntry:
    _check(actor, reason)
    row = find_entry(number, lock=True)
    same = _known([entry]).get(key_of(entry))
    if same is not None and same.pk != row.pk:
        raise EntryExists
    row.wrong = entry.wrong
    row.before_words = DIVIDER.join(entry.before)
    row.after_words = DIVIDER.join(entry.after)
    row.take_from(entry)
    _sign(row, actor, reason)
    _note(actor, "changed", row)
    return row


@transaction.atomic
def retire_entry(*, actor: Actor, number: int, reason: str) -> LexiconEntry:
    """Stop looking for a word. It stays on record and can be brought back."""
    return _switch(actor, number, reason, is_active=False)


@transaction.atomic
def restore_entry(*, actor: Actor, number: int, reason: str) -> LexiconEntry:
    return _switch(actor, number, reason, is_active=True)


@transaction.atomic
def import_entries(*, actor: Actor, entries: Sequence[Entry], reason: str) -> Loaded:
    """Add what is new and change what is different; nothing is taken away."""
    _check(actor, reason)
    known = _known(entries)
    added = changed = same = 0
    for entry in entries:
        row = known.get(key_of(entry))
        if row is None:
            row = known[key_of(entry)] = _new(entry, actor=actor, reason=reason)
            row.save()
            added += 1
        elif row.take_from(entry) or not row.is_active:
            row.is_active = True
            _sign(row, actor, reason)
            changed += 1
        else:
            same += 1
    loaded = Loaded(added=added, changed=changed, left_alone=same)
    raise_version()
    details = {"added": added, "changed": changed, "reason": reason}
    record(actor, action="content.lexicon-imported", subject="lexicon", details=details)
    return loaded


@transaction.atomic
def load_built_in() -> Loaded:
    """Bring the built-in lexicon up to date. What an editor changed or retired stays as it is."""
    known = {(row.wrong, row.before_words, row.after_words): row for row in _all()}
    entries = {key_of(entry): entry for entry in built_in_entries()}
    new, different, left = [], [], 0
    for key, entry in entries.items():
        row = known.get(key)
        if row is None:
            new.append(_new(entry, actor=THE_PLATFORM, reason="", is_built_in=True))
        elif row.is_changed or not row.is_built_in:
            left += 1
        elif row.take_from(entry) or not row.is_active:
            row.is_active = True
            different.append(row)
    gone = [row for key, row in known.items() if key not in entries and _is_untouched(row)]
    for row in gone:
        row.is_active, row.reason = False, _GONE
    LexiconEntry.objects.bulk_create(new, batch_size=500)
    LexiconEntry.objects.bulk_update([*different, *gone], _BUILT_IN_FIELDS, batch_size=500)
    loaded = Loaded(len(new), len(different), len(gone), left)
    if new or different or gone:
        raise_version()
        details = {"added": len(new), "changed": len(different), "retired": len(gone)}
        record(THE_PLATFORM, action="content.lexicon-loaded", subject="lexicon", details=details)
    return loaded


def key_of(entry: Entry) -> Key:
    return entry.wrong, DIVIDER.join(entry.before), DIVIDER.join(entry.after)


_BUILT_IN_FIELDS = [
    *("right", "category", "severity", "unless_words", "basis", "is_active", "reason"),
]


def raise_version() -> None:
    """Findings of files and compiled checkers hang on this mark."""
    LexiconVersion.objects.update_or_create(pk=1, defaults={"mark": uuid4()})


def _check(actor: Actor, reason: str) -> None:
    if not actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersKeepTheLexicon
    if not reason.strip():
        raise LexiconReasonMissing


def _all() -> Iterable[LexiconEntry]:
    return LexiconEntry.objects.select_for_update()


def _known(entries: Iterable[Entry]) -> dict[Key, LexiconEntry]:
    rows = LexiconEntry.objects.select_for_update().filter(wrong__in={e.wrong for e in entries})
    return {(row.wrong, row.before_words, row.after_words): row for row in rows}


def _is_untouched(row: LexiconEntry) -> bool:
    return row.is_built_in and not row.is_changed and row.is_active


def _new(entry: Entry, *, actor: Actor, reason: str, is_built_in: bool = False) -> LexiconEntry:
    row = LexiconEntry(
        wrong=entry.wrong,
        before_words=DIVIDER.join(entry.before),
        after_words=DIVIDER.join(entry.after),
        is_built_in=is_built_in,
        changed_by=actor.name,
        reason=reason.strip(),
    )
    row.take_from(entry)
    return row


def _switch(actor: Actor, number: int, reason: str, *, is_active: bool) -> LexiconEntry:
    _check(actor, reason)
    row = find_entry(number, lock=True)
    row.is_active = is_active
    _sign(row, actor, reason)
    _note(actor, "restored" if is_active else "retired", row)
    return row


def _sign(row: LexiconEntry, actor: Actor, reason: str) -> None:
    row.is_changed = True
    row.changed_by, row.reason = actor.name, reason.strip()
    row.save()


def _note(actor: Actor, what: str, row: LexiconEntry) -> None:
    raise_version()
    record(
        actor,
        action=f"content.lexicon-entry-{what}",
        subject=f"lexicon:{row.pk}",
        details={
            "wrong": row.wrong,
            "right": row.right,
            "severity": row.severity,
            "unless": row.unless_words,
            "reason": row.reason,
        },
    )
