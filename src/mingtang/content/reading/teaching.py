"""What a correction teaches: a variant of a name, a place, a heading, or what not to take. Often nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingtang.content.reading.fields import Field
from mingtang.content.reading.layout import LONGEST_LABEL, Layout
from mingtang.content.reading.lessons import LEARNS_HEADINGS, LEARNS_PLACES, LessonKind
from mingtang.content.reading.source import squeezed

#: Names that offices write in more than one way.
_NAMES = frozenset({Field.ISSUER, Field.ADDRESSEE})


@dataclass(frozen=True)
class Piece:
    """Words and where they stand; an empty place means that they are not in the source."""

    text: str
    start: int
    end: int

    @property
    def is_in_source(self) -> bool:
        return self.end > self.start


@dataclass(frozen=True, kw_only=True)
class Teaching:
    kind: LessonKind
    pattern: dict[str, Any]
    meaning: str = ""
    #: Whether it holds for every issuer and source.
    is_general: bool = False


def from_correction(field: str, *, before: Piece, after: Piece, layout: Layout) -> Teaching | None:
    old, new = before.text.strip(), after.text.strip()
    if squeezed(old) == squeezed(new):
        return None
    stays = before.start < after.end and after.start < before.end
    head, found, tail = old.partition(new)
    if stays and found and max(len(head), len(tail)) <= LONGEST_LABEL:
        return Teaching(kind=LessonKind.TRIM, pattern={"head": head, "tail": tail}, meaning=new)
    if field in _NAMES and before.is_in_source:
        # Whoever signs with this name is meant by that one, wherever the file comes from.
        pattern = {"text": squeezed(old)}
        return Teaching(kind=LessonKind.REPLACE, pattern=pattern, meaning=new, is_general=True)
    if not stays and field in LEARNS_PLACES:
        return _place(after, layout, was=layout.place_of(before.start, before.end))
    return None


def from_addition(
    field: str, *, added: Piece, read: Sequence[Piece], layout: Layout
) -> Teaching | None:
    """`read` is what the parser found for the field by itself."""
    if not added.is_in_source:
        return None
    if field in LEARNS_PLACES:
        return _place(added, layout, was=None) if not read else None
    heading = layout.heading_at(added.start) if field in LEARNS_HEADINGS else ""
    if not heading or _knows(layout, heading, read):
        return None
    return Teaching(kind=LessonKind.HEADING, pattern={"heading": heading}, is_general=True)


def from_deletion(*, deleted: Piece, layout: Layout) -> Teaching:
    label = layout.label_of(deleted.start, deleted.end) if deleted.is_in_source else ""
    return Teaching(
        kind=LessonKind.DISMISS, pattern={"text": squeezed(deleted.text), "label": label}
    )


def _place(piece: Piece, layout: Layout, *, was: dict[str, Any] | None) -> Teaching | None:
    now = layout.place_of(piece.start, piece.end)
    if not now or now == was:
        return None
    pattern = {"was": was, "now": now}
    return Teaching(kind=LessonKind.POSITION, pattern=pattern, meaning=piece.text)


def _knows(layout: Layout, heading: str, read: Sequence[Piece]) -> bool:
    """Whether the parser knew the heading and only missed a piece below it."""
    return any(start <= piece.start < end for piece in read for start, end in layout.under(heading))
