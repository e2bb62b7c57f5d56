"""What an editor says about values: each word is recorded with who and when, and can be taken back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from mingtang.content.identity.roles import EDITOR
from mingtang.content.intake.errors import (
    AlreadyDrafted,
    AlreadyHere,
    ChangedMeanwhile,
    LessonNotFound,
    NothingToUndo,
    OnlyEditorsTakeIn,
    SetAside,
    SubmissionNotFound,
    TextMissing,
    ValueNotFound,
)
from mingtang.content.intake.learning import layout_of, learn_from, retire
from mingtang.content.intake.models import Change, FoundValue, Lesson, State, Status, Submission
from mingtang.content.intake.queries import earlier_one, last_changes, values_of
from mingtang.content.reading.dates import day_in
from mingtang.content.reading.fields import DOUBTFUL, Field
from mingtang.content.reading.source import locate, normal_number, squeezed
from mingtang.kernel.identity import Actor


@dataclass(frozen=True)
class Seen:
    """Which state of a submission the editor had before their eyes."""

    reference: str
    version: int


@dataclass(frozen=True)
class Words:
    """A value as an editor gives it; the place is where they took it from, if they said so."""

    text: str
    start: int | None = None
    end: int | None = None


class _Desk:
    """One submission, locked, and one press of a button."""

    def __init__(self, submission: Submission, actor: Actor) -> None:
        self.submission, self.actor = submission, actor
        self._batch, self._now = uuid4(), timezone.now()

    def find(self, value_number: int) -> FoundValue:
        value = self.submission.found.filter(pk=value_number).select_related("lesson").first()
        if value is None:
            raise ValueNotFound
        return value

    def change(self, value: FoundValue, act: str, status: str, *, retires: bool = False) -> Change:
        """Write a value with its new status and remember what it was.

        `retires` says that the lesson the value followed was contradicted and given up.
        """
        before = FoundValue.objects.get(pk=value.pk).snapshot() if value.pk else {}
        value.status = status
        value.decided_by, value.decided_at = self.actor.name[:100], self._now
        value.save()
        return Change.objects.create(
            submission=self.submission,
            value=value,
            act=act,
            batch=self._batch,
            before=before,
            after=value.snapshot() | {"retires": retires},
            by_id=self.actor.id,
            by_name=self.actor.name[:100],
        )

    def accept(self, values: Iterable[FoundValue]) -> None:
        for value in values:
            self.change(value, Change.Act.ACCEPT, Status.ACCEPTED)

    def place(self, value: FoundValue, words: Words) -> None:
        """Find where the words stand: as given, else nearest to where the value was."""
        text, source = words.text.strip(), self.submission.text
        if not text:
            raise TextMissing
        near = value.start if words.start is None else words.start
        where = locate(text, source=source, near=near)
        value.text = text
        if where is not None:
            value.start, value.end = where
            value.page = layout_of(self.submission).page_at(value.start)


@contextmanager
def _desk(actor: Actor, seen: Seen) -> Iterator[_Desk]:
    """Lock the submission, refuse an outdated view, and note that it has moved on."""
    if not actor.has_role(EDITOR):
        raise OnlyEditorsTakeIn
    submission = Submission.objects.select_for_update().filter(reference=seen.reference).first()
    if submission is None:
        raise SubmissionNotFound
    if submission.state != State.TO_CHECK:
        raise AlreadyDrafted if submission.state == State.DRAFTED else SetAside
    if submission.version != seen.version:
        raise ChangedMeanwhile
    yield _Desk(submission, actor)
    _follow(submission)


@transaction.atomic
def accept_value(*, actor: Actor, seen: Seen, value_number: int) -> None:
    """Say that a value is right. One that a lesson had set aside comes back, and the lesson goes."""
    with _desk(actor, seen) as desk:
        value = desk.find(value_number)
        retires = value.status == Status.DELETED and retire(value.lesson)
        desk.change(value, Change.Act.ACCEPT, Status.ACCEPTED, retires=retires)


@transaction.atomic
def accept_field(*, actor: Actor, seen: Seen, field: str) -> None:
    with _desk(actor, seen) as desk:
        desk.accept(desk.submission.found.filter(field=field, status=Status.FOUND))


@transaction.atomic
def accept_sure(*, actor: Actor, seen: Seen) -> None:
    """Accept whatever the parser was sure of; what is doubtful stays to be looked at."""
    with _desk(actor, seen) as desk:
        found = desk.submission.found.filter(status=Status.FOUND)
        desk.accept(found.filter(confidence__gte=DOUBTFUL))


@transaction.atomic
def correct_value(*, actor: Actor, seen: Seen, value_number: int, words: Words) -> None:
    with _desk(actor, seen) as desk:
        value = desk.find(value_number)
        retires = squeezed(words.text) != squeezed(value.text) and retire(value.lesson)
        desk.place(value, words)
        learn_from(desk.change(value, Change.Act.CORRECT, Status.CORRECTED, retires=retires))


@transaction.atomic
def add_value(*, actor: Actor, seen: Seen, field: str, words: Words) -> FoundValue:
    with _desk(actor, seen) as desk:
        value = FoundValue(submission=desk.submission, field=Field(field))
        desk.place(value, words)
        learn_from(desk.change(value, Change.Act.ADD, Status.ADDED))
        return value


@transaction.atomic
def delete_value(*, actor: Actor, seen: Seen, value_number: int) -> None:
    with _desk(actor, seen) as desk:
        value = desk.find(value_number)
        retires = retire(value.lesson)
        learn_from(desk.change(value, Change.Act.DELETE, Status.DELETED, retires=retires))


@transaction.atomic
def undo(*, actor: Actor, seen: Seen) -> None:
    """Take back what the last press of a button did, and forget what it taught."""
    with _desk(actor, seen) as desk:
        changes = last_changes(desk.submission)
        if not changes:
            raise NothingToUndo
        for change in changes:
            _restore(change.value, change)
            change.lessons.update(is_active=False)
        Change.objects.filter(pk__in=[change.pk for change in changes]).update(
            undone_at=timezone.now()
        )


@transaction.atomic
def forget_lesson(*, actor: Actor, lesson_number: int) -> None:
    """Unlearn: later files are read as if the correction had taught nothing."""
    if not actor.has_role(EDITOR):
        raise OnlyEditorsTakeIn
    lesson = Lesson.objects.filter(pk=lesson_number, is_active=True).first()
    if lesson is None:
        raise LessonNotFound
    retire(lesson)


def _restore(value: FoundValue, change: Change) -> None:
    """Put a value back as it was. One that was added is not there any more."""
    before = dict(change.before)
    if not before:
        value.status = Status.DELETED
        value.save(update_fields=["status"])
        return
    at = before.pop("decided_at")
    for name, content in before.items():
        setattr(value, name, content)
    value.decided_at = datetime.fromisoformat(at) if at else None
    if change.after.get("retires"):
        Lesson.objects.filter(pk=change.before["lesson_id"]).update(is_active=True)
    value.save()


def _follow(submission: Submission) -> None:
    """Keep what lists and look-ups need in step with the values."""
    first = {
        field: next((value.text for value in values_of(submission, field)), "")
        for field in (Field.TITLE, Field.NUMBER, Field.ISSUED)
    }
    submission.title = first[Field.TITLE][:300] or submission.title
    number = normal_number(first[Field.NUMBER])
    if number != submission.doc_number:
        earlier = earlier_one(digest="", number=number, other_than=submission.pk)
        if earlier is not None:
            raise AlreadyHere(reference=earlier.reference, title=earlier.title)
    submission.doc_number = number
    submission.issued_on = day_in(first[Field.ISSUED]) or submission.issued_on
    submission.version += 1
    submission.save(update_fields=["title", "doc_number", "issued_on", "version"])
