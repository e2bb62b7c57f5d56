"""The steps of a run, each a transaction: begin, note what is listed, take in, look again, end.

A run can be killed between any two of them: what is noted is found again, nothing is taken in twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mingtang.content.collecting.models import MOST_TRIES, Item, Original, Outcome, Source
from mingtang.content.collecting.queries import key_of, known_keys, twin_of
from mingtang.content.contract.events import OriginalChanged, SourceFailed, SourceRecovered
from mingtang.content.finding.model import Entry
from mingtang.content.intake.commands import IncomingFile, take_in
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.errors import Refusal
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.commands import announce

#: Renewed before every fetch, each of which takes less than this.
LEASE = timedelta(minutes=3)
HIDDEN = "（标有密级，标题不保存）"


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """Everything of one item, read and in hand, before any of it is kept."""

    file: IncomingFile
    title: str
    doc_number: str = ""
    published_on: date | None = None
    text: str = ""
    attachments: Sequence[IncomingFile] = ()
    linked: Sequence[tuple[str, str, int]] = ()
    """Attachments as name, address and size."""
    is_only_files: bool = False
    is_secret: bool = False
    etag: str = ""
    last_modified: str = ""

    @property
    def digest(self) -> str:
        """What makes it the same as another: its text, or the file where that is the policy."""
        is_file = self.is_only_files or not self.text
        return sm3(self.file.content if is_file else self.text.encode()).hex()

    @property
    def page_digest(self) -> str:
        """What tells whether the original was changed: the text of the page, or the file it is."""
        return sm3(self.text.encode() if self.text else self.file.content).hex()


@dataclass(kw_only=True)
class Report:
    """What a run has done so far."""

    kind: str = ""
    name: str = ""
    listed: int = 0
    new: int = 0
    etag: str = ""
    last_modified: str = ""
    backlog: str | None = None


@transaction.atomic
def begin_run(source_id: int, *, is_asked_for: bool = False) -> Source | None:
    """Take the source for a run; nobody gets it who comes while another works on it."""
    now = timezone.now()
    found = Source.objects.select_for_update(skip_locked=True).filter(pk=source_id).first()
    if found is None or (found.running_until and found.running_until > now):
        return None
    if not is_asked_for and (found.is_paused or found.next_run_at > now):
        return None
    found.run_id, found.running_until = uuid4(), now + LEASE
    found.save(update_fields=["run_id", "running_until"])
    return found


def renew(source_id: int, run_id: UUID) -> bool:
    """Keep the source; False when it was taken over or deleted, and the run must end."""
    held = Source.objects.filter(pk=source_id, run_id=run_id)
    return held.update(running_until=timezone.now() + LEASE) == 1


@transaction.atomic
def note_entries(source_id: int, entries: Sequence[Entry]) -> int:
    """Keep the addresses of a list page; return how many were not known."""
    keyed = {key_of(entry.address): entry for entry in entries}
    known = known_keys(source_id, list(keyed))
    fresh = [
        Item(
            source_id=source_id,
            key=key,
            address=entry.address[:2000],
            title=entry.title,
            doc_number=entry.doc_number,
            published_on=entry.published_on,
            body=entry.body,
            linked=list(entry.attachments),
        )
        for key, entry in keyed.items()
        if key not in known
    ]
    Item.objects.bulk_create(fresh, ignore_conflicts=True)
    if keyed:
        Source.objects.filter(pk=source_id, has_yielded=False).update(has_yielded=True)
    return len(fresh)


@transaction.atomic
def note_nature(source_id: int, *, kind: str, name: str) -> None:
    """Keep what a source turned out to be, and its name when the editor gave none."""
    if kind:
        Source.objects.filter(pk=source_id).update(kind=kind)
    if name:
        Source.objects.filter(pk=source_id, name="").update(name=name[:150])


class SettledAlready(Exception):  # noqa: N818  another run was faster; nothing is kept twice
    """The item waits no longer."""


def hand_over(item_id: int, fetched: Fetched) -> Outcome | None:
    """Take one thing in, once: the record of it and our note of it stand or fall together.

    Intake reads outside of any transaction and lets us settle the item in the one that stores it.
    """
    item = _waiting(item_id)
    if item is None:
        return None
    twin = None if fetched.is_secret else _twin(item, fetched)
    if twin is not None:
        where = "本来源" if twin.source_id == item.source_id else f"“{twin.source}”"
        is_number = fetched.doc_number and twin.doc_number == fetched.doc_number
        sentence = f"和{where}已经收下的“{twin}”{'文号' if is_number else '内容'}相同。"
        return _settle(item_id, fetched, Outcome.DUPLICATE, sentence, reference=twin.reference)
    try:
        take_in(
            actor=THE_PLATFORM,
            file=fetched.file,
            origin=str(item.source),
            source_address="" if item.source.is_folder else item.address,
            attachments=fetched.attachments,
            issued_on=fetched.published_on,
            then=lambda record: _settle_taken(item_id, fetched, record.reference),
        )
    except SettledAlready:
        return None
    except Refusal as refusal:
        first = str(getattr(refusal, "reference", "") or "")
        outcome = Outcome.DUPLICATE if first else Outcome.REFUSED
        return _settle(item_id, fetched, outcome, str(refusal), reference=first)
    return Outcome.TAKEN


def _waiting(item_id: int, *, lock: bool = False) -> Item | None:
    items = Item.objects.select_related("source").filter(pk=item_id, outcome=Outcome.WAITING)
    return (items.select_for_update(of=("self",)) if lock else items).first()


def _settle_taken(item_id: int, fetched: Fetched, reference: str) -> None:
    if _settle(item_id, fetched, Outcome.TAKEN, "", reference=reference) is None:
        raise SettledAlready


def _twin(item: Item, fetched: Fetched) -> Item | None:
    return twin_of(item, doc_number=fetched.doc_number, digest=fetched.digest)


@transaction.atomic
def _settle(
    item_id: int, fetched: Fetched, outcome: Outcome, sentence: str, *, reference: str
) -> Outcome | None:
    item = _waiting(item_id, lock=True)
    if item is None:
        return None
    item.reference = reference[:100]
    now = timezone.now()
    is_kept = not fetched.is_secret
    item.outcome, item.sentence = outcome, sentence[:500]
    item.title = fetched.title[:300] if is_kept else HIDDEN
    item.doc_number = fetched.doc_number[:100] if is_kept else ""
    item.published_on = fetched.published_on
    item.attachments = [{"name": n, "address": a, "size": s} for n, a, s in fetched.linked]
    item.attachments = item.attachments if is_kept else []
    item.text = fetched.text if outcome is Outcome.TAKEN else ""
    item.digest = fetched.digest if is_kept else ""
    item.page_digest = fetched.page_digest if is_kept else ""
    item.body, item.etag, item.last_modified = "", fetched.etag, fetched.last_modified
    item.settled_at = item.checked_at = now
    item.save()
    return outcome


@transaction.atomic
def pass_over(item_id: int, sentence: str) -> None:
    """Note that an address is no document: maps name columns, too."""
    Item.objects.filter(pk=item_id, outcome=Outcome.WAITING).update(
        outcome=Outcome.PASSED, sentence=sentence[:500], settled_at=timezone.now(), body=""
    )


@transaction.atomic
def note_trouble(item_id: int, sentence: str) -> None:
    """Leave an item for the next run; after several tries say that it could not be had."""
    waiting = Item.objects.filter(pk=item_id, outcome=Outcome.WAITING)
    waiting.update(tries=F("tries") + 1, sentence=sentence[:500])
    waiting.filter(tries__gte=MOST_TRIES).update(outcome=Outcome.FAILED, settled_at=timezone.now())


@transaction.atomic
def note_original(item_id: int, seen: Fetched) -> None:
    """Compare an original with what was taken in."""
    item, digest = _original(item_id), seen.page_digest
    item.etag, item.last_modified = seen.etag, seen.last_modified
    if digest == item.page_digest:
        item.original, item.new_text, item.new_digest = Original.SAME, "", ""
    elif digest != item.new_digest:
        is_first = item.original != Original.CHANGED
        item.original, item.new_text, item.new_digest = Original.CHANGED, seen.text, digest
        item.noticed_at = None
        if is_first:
            _tell(item, "changed")
    item.save()


@transaction.atomic
def note_original_unchanged(item_id: int) -> None:
    item = _original(item_id)
    if item.original in (Original.MISSING, Original.WITHDRAWN):
        item.original = Original.SAME
    item.save()


@transaction.atomic
def note_original_gone(item_id: int) -> None:
    """Believe it at the second visit only: sites have bad hours."""
    item = _original(item_id)
    if item.original == Original.MISSING:
        item.original, item.noticed_at = Original.WITHDRAWN, None
        _tell(item, "withdrawn")
    elif item.original != Original.WITHDRAWN:
        item.original = Original.MISSING
    item.save()


def note_checked(item_id: int) -> None:
    """Let the others have their turn: this one could not be looked at today."""
    Item.objects.filter(pk=item_id).update(checked_at=timezone.now())


def _original(item_id: int) -> Item:
    found = Item.objects.select_for_update(of=("self",)).select_related("source").get(pk=item_id)
    found.checked_at = timezone.now()
    return found


def _tell(item: Item, what: str) -> None:
    announce(
        OriginalChanged(
            actor_id=THE_PLATFORM.id,
            source=str(item.source),
            address=item.address,
            title=item.title,
            what=what,
        )
    )


@transaction.atomic
def end_run(
    source_id: int, run_id: UUID, report: Report, *, trouble: str = "", is_certain: bool = False
) -> None:
    """Free the source and say how it went; the first of several bad runs to matter is announced."""
    source = Source.objects.select_for_update().filter(pk=source_id, run_id=run_id).first()
    if source is None:
        return
    now = timezone.now()
    source.run_id, source.running_until = None, None
    source.last_new = report.new
    source.last_listed = report.listed or (0 if trouble else source.last_listed)
    if report.backlog is not None:
        source.backlog = report.backlog
    if trouble:
        if source.fail(trouble, at=now, is_certain=is_certain):
            announce(
                SourceFailed(actor_id=THE_PLATFORM.id, source=str(source), reason=source.trouble)
            )
    else:
        source.etag, source.last_modified = report.etag, report.last_modified
        if source.succeed(at=now):
            announce(SourceRecovered(actor_id=THE_PLATFORM.id, source=str(source)))
    source.save()
