"""What editors corrected before, applied to a new file: each adjustment names the lesson it follows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from mingtang.content.reading.fields import MODULES, Field
from mingtang.content.reading.layout import Layout
from mingtang.content.reading.process import Reading
from mingtang.content.reading.source import locate, squeezed

#: A lesson is trusted enough to be used, never as much as what the file says by itself.
MOST_CONFIDENCE = 0.8
_DAY = r".*年.*月.*日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_SHAPES: dict[str, re.Pattern[str]] = {
    Field.TITLE: re.compile(r"[^。；]{4,150}"),
    Field.ISSUER: re.compile(r"[^。；，：]{2,60}"),
    Field.NUMBER: re.compile(r".{1,30}号"),
    Field.ADDRESSEE: re.compile(r"[^。；]{2,300}"),
    Field.ISSUED: re.compile(_DAY),
    Field.EFFECTIVE: re.compile(rf"{_DAY}|.*之?日"),
    Field.VALIDITY: re.compile(r".*[\d一二三四五六七八九十年月日].*"),
}
LEARNS_PLACES: frozenset[str] = frozenset(_SHAPES)
LEARNS_HEADINGS: frozenset[str] = frozenset(MODULES)


class LessonKind(StrEnum):
    """In the order in which they are applied."""

    REPLACE = "replace"
    TRIM = "trim"
    POSITION = "position"
    HEADING = "heading"
    DISMISS = "dismiss"


class Lesson(Protocol):
    """What a lesson says, wherever it is kept."""

    kind: str
    field: str
    #: The issuer or the source it holds for; nothing said means everywhere.
    scope: str
    pattern: Any
    meaning: str


@dataclass(kw_only=True)
class Draft:
    """A value on its way into the record."""

    field: str
    text: str
    start: int
    end: int
    page: int
    confidence: float
    read_text: str = ""
    lesson: Lesson | None = None
    is_dismissed: bool = False


@dataclass
class _Desk:
    """The file being adjusted."""

    layout: Layout
    origin: str
    drafts: list[Draft] = field(default_factory=list)

    def of(self, name: str) -> list[Draft]:
        return [draft for draft in self.drafts if draft.field == name and not draft.is_dismissed]

    def scopes(self) -> set[str]:
        return {"", self.origin, *(squeezed(draft.text) for draft in self.of(Field.ISSUER))}


def drafts_of(reading: Reading, *, origin: str, lessons: Sequence[Lesson]) -> list[Draft]:
    """Return the values of a reading as editors taught us to see them. Lessons come oldest first."""
    layout = Layout(reading.text, reading.blocks, reading.structure)
    desk = _Desk(layout, origin)
    for name, values in reading.values.items():
        desk.drafts += [Draft(field=name, read_text=value["text"], **value) for value in values]
    order = list(LessonKind)
    # The issuer first: what else was learned may hold for one issuer only.
    for lesson in sorted(
        lessons, key=lambda one: (one.field != Field.ISSUER, order.index(LessonKind(one.kind)))
    ):
        if lesson.scope in desk.scopes():
            _APPLY[lesson.kind](desk, lesson)
    return desk.drafts


def _replace(desk: _Desk, lesson: Lesson) -> None:
    for draft in desk.of(lesson.field):
        if squeezed(draft.text) == lesson.pattern["text"]:
            where = locate(lesson.meaning, source=desk.layout.text, near=draft.start)
            _adjust(desk, draft, lesson, text=lesson.meaning, where=where)


def _trim(desk: _Desk, lesson: Lesson) -> None:
    head, tail = lesson.pattern["head"], lesson.pattern["tail"]
    for draft in desk.of(lesson.field):
        is_same = draft.text.startswith(head) and draft.text.endswith(tail)
        words = draft.text[len(head) : len(draft.text) - len(tail)].strip() if is_same else ""
        if words:
            where = locate(words, source=desk.layout.text, near=draft.start)
            _adjust(desk, draft, lesson, text=words, where=where)


def _take_from_place(desk: _Desk, lesson: Lesson) -> None:
    """Only where the same mistake was made again: nothing found, or found at the same wrong place."""
    found = desk.of(lesson.field)
    was = desk.layout.place_of(found[0].start, found[0].end) if found else None
    where = desk.layout.find(lesson.pattern["now"])
    if len(found) > 1 or was != lesson.pattern["was"] or where is None:
        return
    words = desk.layout.text[slice(*where)]
    if not _SHAPES[lesson.field].fullmatch(squeezed(words)):
        return
    if not found:
        desk.drafts.append(_new(desk, lesson, *where))
    elif lesson.pattern["was"] and squeezed(found[0].text) != squeezed(words):
        _adjust(desk, found[0], lesson, text=words, where=where)


def _file_under(desk: _Desk, lesson: Lesson) -> None:
    for start, end in desk.layout.under(lesson.pattern["heading"]):
        if not any(start <= draft.start < end for draft in desk.of(lesson.field)):
            desk.drafts.append(_new(desk, lesson, start, end))


def _dismiss(desk: _Desk, lesson: Lesson) -> None:
    for draft in desk.of(lesson.field):
        label = desk.layout.label_of(draft.start, draft.end)
        is_same = squeezed(draft.text) == lesson.pattern["text"]
        if is_same or (label and label == lesson.pattern["label"]):
            draft.is_dismissed, draft.lesson = True, lesson


def _new(desk: _Desk, lesson: Lesson, start: int, end: int) -> Draft:
    return Draft(
        field=lesson.field,
        text=desk.layout.text[start:end],
        start=start,
        end=end,
        page=desk.layout.page_at(start),
        confidence=MOST_CONFIDENCE,
        lesson=lesson,
    )


def _adjust(
    desk: _Desk, draft: Draft, lesson: Lesson, *, text: str, where: tuple[int, int] | None
) -> None:
    draft.text, draft.lesson = text, lesson
    draft.confidence = min(draft.confidence, MOST_CONFIDENCE)
    if where:
        draft.start, draft.end = where
        draft.page = desk.layout.page_at(draft.start)


_APPLY: dict[str, Callable[[_Desk, Lesson], None]] = {
    LessonKind.REPLACE: _replace,
    LessonKind.TRIM: _trim,
    LessonKind.POSITION: _take_from_place,
    LessonKind.HEADING: _file_under,
    LessonKind.DISMISS: _dismiss,
}
