"""Characters of a PDF page with their places, and the lines they make.

Characters are put in order by where they stand, not by how the file lists them: office programs write
curly quotes at the end of the line they belong into.
"""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mingtang.documents.lines import Line


@dataclass(frozen=True, slots=True)
class Character:
    text: str
    left: float
    right: float
    base: float
    """Height of the base line above the foot of the page."""
    size: float


def characters_of(textpage: pdfium.PdfTextPage) -> list[Character]:
    handle = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    found: list[Character] = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code <= 32 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF, 0xAD):
            continue
        if 0xD800 <= code <= 0xDFFF:
            continue  # half a character: only broken fonts have them
        if not raw.FPDFText_GetLooseCharBox(handle, index, box):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        size = abs(box.top - box.bottom)
        text = chr(code) if code < 0x110000 else ""
        found.append(Character(text, box.left, box.right, y.value, size))
    return found


def lines_of(characters: Sequence[Character], *, page: int, height: float) -> list[Line]:
    """Lines from top to bottom; characters on one base line are one line."""
    rows: list[list[Character]] = []
    for character in sorted(characters, key=lambda c: -c.base):
        last = rows[-1] if rows else None
        if last and abs(last[0].base - character.base) < 0.35 * max(character.size, last[0].size):
            last.append(character)
        else:
            rows.append([character])
    return [_line(sorted(row, key=lambda c: c.left), page=page, height=height) for row in rows]


def _line(row: list[Character], *, page: int, height: float) -> Line:
    size = _printed_size(row)
    return Line(
        text=text_of(row),
        page=page,
        left=row[0].left,
        right=max(c.right for c in row),
        top=height - row[0].base - (size or row[0].size * 0.8),
        bottom=height - row[0].base,
        size=size,
    )


def _printed_size(row: Sequence[Character]) -> float:
    """The advance of a Chinese character is its size, whatever box the font declares.

    Nought for a line without Chinese, such as the rest of an address: its size is not known.
    """
    widths = [c.right - c.left for c in row if c.text >= "\u4e00"]
    return median(widths) if widths else 0.0


def text_of(row: Sequence[Character]) -> str:
    """Spaces of the file are set aside; only a gap one can see becomes a space."""
    parts: list[str] = []
    before: Character | None = None
    gaps = [after.left - before.right for before, after in pairwise(row)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    for character in row:
        if before is not None and _has_gap(before, character, usual=usual):
            parts.append(" ")
        parts.append(character.text)
        before = character
    return re.sub(r"[\u200b\ufeff\x00-\x1f]", "", "".join(parts))


def _has_gap(before: Character, after: Character, *, usual: float) -> bool:
    """`usual` is what justified setting puts between any two characters of the line."""
    gap = after.left - before.right - usual
    if before.text >= "\u4e00" and after.text >= "\u4e00":
        return gap > 0.18 * (before.right - before.left)
    if before.text.isascii() and after.text.isascii():
        return gap > 0.15 * after.size
    return gap > 0.4 * max(before.right - before.left, after.right - after.left)
