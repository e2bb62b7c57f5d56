"""Sets paragraphs line by line: print engines stretch the spaces of a line, and Chinese has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from mingtang.content.typesetting.fonts import LATIN_ALLOWANCE, SERIF
from mingtang.content.typesetting.lines import Face, lines_of

POINTS = 16.0
WIDTH = 442.2
"""156 mm in points."""
CHARACTERS = 28
PITCH = WIDTH / CHARACTERS
_TIGHT = PITCH - POINTS
#: A line that would have to be spread more than this is a last line, or holds a long address.
MOST_SPREAD = 1.6
_MEASURE = Face(size=PITCH, family=SERIF)


@dataclass(frozen=True)
class Piece:
    """A stretch of text and how it is set: `b`, `i`, or the name of a class."""

    text: str
    style: str = ""

    def html(self, part: str) -> str:
        words = escape(part)
        if self.style in ("b", "i"):
            return f"<{self.style}>{words}</{self.style}>"
        return f'<span class="{self.style}">{words}</span>' if self.style else words


def natural_width(line: str) -> float:
    """As the type area counts: a full-width character is one pitch, Latin ones what they are."""
    wide = sum(character >= "\u2e80" for character in line)
    latin = "".join(character for character in line if character < "\u2e80")
    return wide * POINTS + Face(size=POINTS, family=SERIF).width(latin) / LATIN_ALLOWANCE


def set_lines(pieces: Sequence[Piece], *, indent: int = 2) -> str:
    """Every line but the last is as wide as the type area."""
    text = "".join(piece.text for piece in pieces)
    lines: list[str] = []
    for part in text.split("\n"):
        lines += lines_of("\u3000" * indent + part, face=_MEASURE, width=WIDTH + 0.1)
    shown, place = [], 0
    for number, line in enumerate(lines):
        words = line.lstrip("\u3000") if not number else line
        start = text.find(words, place)
        place = start + len(words)
        is_last = number == len(lines) - 1 or text[place : place + 1] == "\n"
        spread = _spread(line, is_last=is_last)
        lead = indent * PITCH if line.startswith("\u3000" * max(1, indent)) and indent else 0.0
        style = f"letter-spacing:{spread:.3f}pt" + (f";padding-left:{lead:.2f}pt" if lead else "")
        shown.append(f'<span class="line" style="{style}">{_cut(pieces, start, place)}</span>')
    return "".join(shown)


def _spread(line: str, *, is_last: bool) -> float:
    """What is put between any two characters, so that the line is exactly full."""
    indent = len(line) - len(line.lstrip("\u3000"))
    words = line.lstrip("\u3000")
    if is_last or not words:
        return _TIGHT
    spare = WIDTH - indent * PITCH - natural_width(words)
    spread = spare / max(1, len(words) - 1)
    return spread if spread <= MOST_SPREAD else _TIGHT


def _cut(pieces: Sequence[Piece], start: int, end: int) -> str:
    shown, place = [], 0
    for piece in pieces:
        begin, stop = max(start - place, 0), min(end - place, len(piece.text))
        if begin < stop:
            shown.append(piece.html(piece.text[begin:stop]))
        place += len(piece.text)
    return "".join(shown)
