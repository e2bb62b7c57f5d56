"""Shows a person why something was found: the words of the question marked, the text cut around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mingtang.assistant.search.understanding import Question

EXCERPT_CHARACTERS = 100
_LEAD = 24


@dataclass(frozen=True)
class Piece:
    """A run of text, marked or not. Templates escape it like any other text."""

    text: str
    is_marked: bool


def mark(text: str, *, question: Question) -> list[Piece]:
    """Split a text into pieces, those that are words of the question marked."""
    hits = _marked_places(text, question)
    runs = groupby(range(len(text)), key=lambda at: at in hits)
    return [Piece("".join(text[at] for at in places), is_hit) for is_hit, places in runs]


def excerpt(text: str, *, question: Question) -> str:
    """Return the stretch of a text in which most of the question stands."""
    flat = " ".join(text.split())
    if len(flat) <= EXCERPT_CHARACTERS:
        return flat
    hits = sorted(_marked_places(flat, question))
    start = max(0, max(hits, key=lambda at: _hits_after(hits, at), default=0) - _LEAD)
    end = start + EXCERPT_CHARACTERS
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"


def _hits_after(hits: Sequence[int], at: int) -> int:
    return sum(1 for hit in hits if at <= hit < at + EXCERPT_CHARACTERS - _LEAD)


def _marked_places(text: str, question: Question) -> frozenset[int]:
    words = {word for group in question.words for word in group}
    shown = {word for word in words if len(word) > 1} or words
    if not shown:
        return frozenset()
    pattern = "|".join(re.escape(word) for word in sorted(shown, key=len, reverse=True))
    found = re.finditer(pattern, text, re.IGNORECASE)
    return frozenset(at for hit in found for at in range(*hit.span()))
