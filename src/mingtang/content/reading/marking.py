"""The source text for the editor's eyes: its lines, with every value marked where it stands."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Marked:
    """A value that is to be seen in the source."""

    number: int
    start: int
    end: int
    label: str
    is_doubtful: bool


@dataclass(frozen=True)
class Line:
    start: int
    #: Set where a new page of the file begins.
    page: int | None
    is_row: bool
    html: SafeString


def lines_of(
    text: str, *, blocks: Sequence[dict[str, Any]], values: Sequence[Marked]
) -> list[Line]:
    """Every mark has its value's number as its anchor, so that a plain link leads to it."""
    lines: list[Line] = []
    anchored: set[int] = set()
    page = 0
    for block in blocks:
        turned, page = block["page"] != page, block["page"]
        lines.append(
            Line(
                start=block["start"],
                page=page if turned else None,
                is_row=block["kind"] == "row",
                html=_marked(text, block["start"], block["end"], values, anchored),
            )
        )
    return lines


def _marked(
    text: str, start: int, end: int, values: Sequence[Marked], anchored: set[int]
) -> SafeString:
    """Nest the marks. One that crosses the end of another is cut there and goes on behind it."""
    waiting = [
        (max(value.start, start), -min(value.end, end), value.number, value)
        for value in values
        if value.start < end and value.end > start
    ]
    heapq.heapify(waiting)
    pieces: list[str] = []
    open_ends: list[int] = []
    position = start
    while waiting or open_ends:
        if open_ends and (not waiting or waiting[0][0] >= open_ends[-1]):
            stop = open_ends.pop()
            pieces += [conditional_escape(text[position:stop]), "</mark>"]
            position = stop
            continue
        begins, ends, number, value = heapq.heappop(waiting)
        ends = -ends
        if open_ends and ends > open_ends[-1]:
            heapq.heappush(waiting, (open_ends[-1], -ends, number, value))
            ends = open_ends[-1]
        pieces += [conditional_escape(text[position:begins]), _opening(value, anchored)]
        position = begins
        open_ends.append(ends)
    pieces.append(conditional_escape(text[position:end]))
    return mark_safe("".join(pieces))  # noqa: S308  every piece is escaped or our own


def _opening(value: Marked, anchored: set[int]) -> SafeString:
    doubt = "doubtful" if value.is_doubtful else "sure"
    if value.number in anchored:
        return format_html('<mark data-value="{}" data-doubt="{}">', value.number, doubt)
    anchored.add(value.number)
    return format_html(
        '<mark id="s{}" data-value="{}" data-doubt="{}" title="{}">',
        *(value.number, value.number, doubt, value.label),
    )
