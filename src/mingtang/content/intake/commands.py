"""Writes of intake: a file is taken in. Corrections, drafts and uploads have files of their own."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from mingtang.content.contract.events import SecretRefused
from mingtang.content.identity.roles import EDITOR
from mingtang.content.intake.errors import AlreadyHere, OnlyEditorsTakeIn
from mingtang.content.intake.models import FoundValue, KeptFile, Lesson, Status, Submission
from mingtang.content.intake.queries import department_of, earlier_one, lessons_in_force
from mingtang.content.parsing.errors import MarkedSecret
from mingtang.content.reading import disk
from mingtang.content.reading.dates import day_in
from mingtang.content.reading.fields import DOUBTFUL, Field
from mingtang.content.reading.lessons import Draft, drafts_of
from mingtang.content.reading.process import Reading, always, read_safely
from mingtang.content.reading.source import digest_of_text, normal_number, squeezed
from mingtang.content.timeliness.commands import start_clock
from mingtang.documents.errors import FileNotRead
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce

#: Held while the same file is looked for and stored (any fixed number will do).
INTAKE_LOCK = 0x4D544954


Then = Callable[[Submission], None]


@dataclass(frozen=True)
class IncomingFile:
    name: str
    content: bytes


@dataclass(frozen=True)
class FileOnDisk:
    name: str
    path: Path


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What arrived, where from; nothing of it has been read yet."""

    file: FileOnDisk
    origin: str
    source_address: str = ""
    attachments: Sequence[FileOnDisk] = ()
    issued_on: date | None = None


@dataclass
class _Kept:
    """What may stay: the files that were read, and sentences about those that were not."""

    files: list[FileOnDisk]
    notes: list[str] = field(default_factory=list)


def _nothing_more(submission: Submission) -> None:
    """Whoever calls from elsewhere has no more to write."""


def take_in(
    *,
    actor: Actor,
    file: IncomingFile,
    origin: str,
    source_address: str = "",
    attachments: Sequence[IncomingFile] = (),
    issued_on: date | None = None,
    then: Then = _nothing_more,
) -> Submission:
    """Read a policy file, keep it with what was found in it, and start its clocks.

    `origin` is the name of the source, or of the person who uploaded it. Returns the record (with
    `reference`). Refuses what `documents` cannot read, a file marked 密级 (with an alarm, nothing
    kept), and one that is already here by its 发文字号 or the SM3 of its text (the refusal carries
    the reference of the first). Call it outside of a transaction: reading takes its time, and the
    alarm must stand although the refusal is raised. `then` belongs to the storing transaction.
    """
    may_take_in(actor)
    with disk.reading_room() as room:
        arrival = Arrival(
            file=_put(room, 0, file),
            origin=origin,
            source_address=source_address,
            attachments=[_put(room, n, one) for n, one in enumerate(attachments, start=1)],
            issued_on=issued_on,
        )
        return take_in_from_disk(actor=actor, arrival=arrival, then=then)


def take_in_from_disk(
    *,
    actor: Actor,
    arrival: Arrival,
    goes_on: Callable[[], bool] = always,
    then: Then = _nothing_more,
) -> Submission:
    """The same with files that lie on disk already; the caller wipes them whatever comes of it.

    `goes_on` is asked while the file is being read; `then` belongs to the storing transaction.
    """
    may_take_in(actor)
    try:
        reading = read_safely(arrival.file.path, goes_on=goes_on)
        kept = _read_attachments(arrival, goes_on)
    except MarkedSecret:
        _raise_alarm(actor, arrival)
        raise
    return _store(actor, arrival, reading, kept, then)


def may_take_in(actor: Actor) -> None:
    if not (actor.is_system or actor.has_role(EDITOR)):
        raise OnlyEditorsTakeIn


def _put(room: Path, number: int, file: IncomingFile) -> FileOnDisk:
    path = room / f"{number}{disk.suffix_of(file.name)}"
    path.write_bytes(file.content)
    return FileOnDisk(file.name, path)


def _read_attachments(arrival: Arrival, goes_on: Callable[[], bool]) -> _Kept:
    """An attachment nobody can read cannot be checked for 密级 either: it stays out."""
    kept = _Kept([arrival.file])
    for attachment in arrival.attachments:
        try:
            read_safely(attachment.path, goes_on=goes_on)
        except FileNotRead as refusal:
            if not goes_on():
                raise
            kept.notes.append(f"附件“{attachment.name}”没有收：{refusal}")
        else:
            kept.files.append(attachment)
    return kept


@transaction.atomic(durable=True)
def _raise_alarm(actor: Actor, arrival: Arrival) -> None:
    """Stands on its own: what is refused leaves an alarm and a line in the trail, nothing else."""
    name = arrival.file.name
    record(
        actor,
        action="content.secret-refused",
        subject="intake",
        details={"file_name": name, "handed_in_by": arrival.origin},
    )
    announce(SecretRefused(actor_id=actor.id, file_name=name, handed_in_by=arrival.origin))


def _store(actor: Actor, arrival: Arrival, reading: Reading, kept: _Kept, then: Then) -> Submission:
    reference = f"LG{timezone.localdate():%Y%m%d}-{secrets.token_hex(3).upper()}"
    try:
        with transaction.atomic(durable=True):
            submission = _write(actor, arrival, reading, kept, reference)
            then(submission)
            return submission
    except BaseException:
        disk.forget(reference)
        raise


def _write(
    actor: Actor, arrival: Arrival, reading: Reading, kept: _Kept, reference: str
) -> Submission:
    drafts = drafts_of(reading, origin=arrival.origin, lessons=lessons_in_force())
    first = {name: _best(drafts, name) for name in (Field.TITLE, Field.NUMBER, Field.ISSUED)}
    number = first[Field.NUMBER]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INTAKE_LOCK])
    digest = digest_of_text(reading.text)
    sure = normal_number(number.text) if number and number.confidence >= DOUBTFUL else ""
    earlier = earlier_one(digest=digest, number=sure)
    if earlier is not None:
        raise AlreadyHere(reference=earlier.reference, title=earlier.title)
    issued = first[Field.ISSUED]
    title = first[Field.TITLE]
    submission = Submission.objects.create(
        reference=reference,
        title=title.text[:300] if title else arrival.file.name[:300],
        doc_number=normal_number(number.text) if number else "",
        origin=arrival.origin[:200],
        source_address=arrival.source_address[:1000],
        handed_in_by=actor.name[:100],
        issued_on=(day_in(issued.text) if issued else None) or arrival.issued_on,
        text=reading.text,
        digest=digest,
        reading=reading.as_stored(),
        notes=[*kept.notes, *_first_warnings(reading)],
    )
    _write_values(submission, drafts)
    _keep_files(submission, kept.files)
    record(
        actor,
        action="content.file-taken-in",
        subject=f"submission:{reference}",
        details={"origin": arrival.origin, "sm3": digest},
    )
    begin_clock(submission, actor)
    return submission


def begin_clock(submission: Submission, actor: Actor) -> None:
    """Start the clocks of a policy. Without a date of its own they count from the day it came."""
    start_clock(
        reference=submission.reference,
        title=submission.title,
        department=department_of(submission, fallback=actor.department),
        issued_on=submission.issued_on or timezone.localdate(submission.taken_in_at),
        doc_number=submission.doc_number,
    )


def _best(drafts: Sequence[Draft], name: str) -> Draft | None:
    found = [draft for draft in drafts if draft.field == name and not draft.is_dismissed]
    return max(found, key=lambda draft: draft.confidence, default=None)


def _first_warnings(reading: Reading) -> list[str]:
    """Warnings about the file itself; what is doubtful is marked at each value."""
    return [warning for warning in reading.warnings if "把握不大" not in warning]


def _write_values(submission: Submission, drafts: Sequence[Draft]) -> None:
    FoundValue.objects.bulk_create(
        FoundValue(
            submission=submission,
            field=draft.field,
            text=draft.text,
            read_text=draft.read_text,
            start=draft.start,
            end=draft.end,
            page=draft.page,
            confidence=draft.confidence,
            status=Status.DELETED if draft.is_dismissed else Status.FOUND,
            lesson=cast(Lesson | None, draft.lesson),
        )
        for draft in drafts
        if squeezed(draft.text)
    )
    Lesson.objects.filter(found__submission=submission).distinct().update(used=F("used") + 1)


def _keep_files(submission: Submission, files: Sequence[FileOnDisk]) -> None:
    for number, file in enumerate(files):
        KeptFile.objects.create(
            submission=submission,
            name=file.name[:255],
            place=disk.keep(file.path, reference=submission.reference, number=number),
            size=file.path.stat().st_size,
            sm3=disk.digest_of_file(file.path),
            is_original=number == 0,
        )
