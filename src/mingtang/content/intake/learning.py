"""Keeps what corrections teach. A later correction of the same mistake takes the older lesson's place."""

from typing import Any

from mingtang.content.intake.models import Change, FoundValue, Lesson, Status, Submission
from mingtang.content.reading.fields import Field
from mingtang.content.reading.layout import Layout
from mingtang.content.reading.lessons import LessonKind
from mingtang.content.reading.source import squeezed
from mingtang.content.reading.teaching import (
    Piece,
    Teaching,
    from_addition,
    from_correction,
    from_deletion,
)


def learn_from(change: Change) -> None:
    """Draw from one change what can be used next time; often that is nothing."""
    teaching = _teaching_of(change, change.value, layout_of(change.submission))
    if teaching is not None:
        _keep(change, teaching)


def layout_of(submission: Submission) -> Layout:
    reading = submission.reading
    return Layout(submission.text, reading.get("blocks", []), reading.get("structure", []))


def retire(lesson: Lesson | None) -> bool:
    """Give up a lesson that an editor has contradicted; tell whether there was one."""
    if lesson is None or not lesson.is_active:
        return False
    lesson.is_active = False
    lesson.save(update_fields=["is_active"])
    return True


def _teaching_of(change: Change, value: FoundValue, layout: Layout) -> Teaching | None:
    now, before = Piece(value.text, value.start, value.end), change.before
    if change.act == Change.Act.ADD:
        others = change.submission.found.filter(field=value.field).exclude(read_text="")
        read = [
            Piece(v.text, v.start, v.end)
            for v in others.exclude(status=Status.DELETED).exclude(pk=value.pk)
        ]
        return from_addition(value.field, added=now, read=read, layout=layout)
    if before["status"] == Status.ADDED:
        return None
    if change.act == Change.Act.DELETE:
        return from_deletion(deleted=now, layout=layout)
    if squeezed(value.text) in {squeezed(value.read_text), squeezed(before["text"])}:
        return None  # the parser was right and a lesson wrong; or nothing was changed
    # What a lesson made of it is not what the parser will find next time.
    words = value.read_text if before["lesson_id"] and value.read_text else before["text"]
    was = Piece(words, before["start"], before["end"])
    return from_correction(value.field, before=was, after=now, layout=layout)


def _keep(change: Change, teaching: Teaching) -> None:
    field = change.value.field
    scope = "" if teaching.is_general else _scope_of(change.submission, field)
    key: dict[str, Any] = {"pattern": teaching.pattern}
    if teaching.kind == LessonKind.POSITION:
        key = {"pattern__was": teaching.pattern["was"]}
    same = Lesson.objects.filter(kind=teaching.kind, field=field, scope=scope, is_active=True)
    same.filter(**key).update(is_active=False)
    Lesson.objects.create(
        kind=teaching.kind,
        field=field,
        scope=scope,
        pattern=teaching.pattern,
        meaning=teaching.meaning,
        change=change,
        by_id=change.by_id,
        by_name=change.by_name,
    )


def _scope_of(submission: Submission, field: str) -> str:
    """The issuer it holds for; the source when the issuer itself is in question."""
    issuers = submission.found.filter(field=Field.ISSUER).exclude(status=Status.DELETED)
    first = issuers.first()
    return squeezed(first.text)[:200] if first and field != Field.ISSUER else submission.origin
