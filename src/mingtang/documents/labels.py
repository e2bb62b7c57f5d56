"""Labels of numbered paragraphs: `第三章`, `第十二条`, `一、`, `（二）`, `3.`, `（4）`."""

import re
from dataclasses import dataclass

from mingtang.documents.numerals import number_of

_NUMERAL = "零〇一二三四五六七八九十百"


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    """In its standard form, whatever spaces and half-width brackets the file has."""
    rank: int
    """0 chapter, 1 section, 2 article, 3 `一、`, 4 `（一）`, 5 `1.`, 6 `（1）`; a part (编) is -1."""
    number: int
    length: int
    """Characters of the source it takes."""
    is_spaced: bool


_SHAPES: tuple[tuple[int, str, str], ...] = (
    (-1, rf"第\s*([{_NUMERAL}]+)\s*编", "第{}编"),
    (0, rf"第\s*([{_NUMERAL}]+)\s*章", "第{}章"),
    (1, rf"第\s*([{_NUMERAL}]+)\s*节", "第{}节"),
    (2, rf"第\s*([{_NUMERAL}]+)\s*条", "第{}条"),
    (3, r"([一二三四五六七八九十]{1,3})\s*[、．.](?!\d)", "{}、"),
    (4, r"[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]", "（{}）"),
    (5, r"(\d{1,2})\s*[.、．](?!\d)", "{}."),
    (6, r"[（(]\s*(\d{1,2})\s*[）)]", "（{}）"),
)
_COMPILED = tuple((rank, re.compile(pattern), form) for rank, pattern, form in _SHAPES)
_REFERS = re.compile(r"^(第|规定|和|至|与|及|或|所|的|中|之规定|关于|以外|，|、)")


def read_label(text: str) -> Label | None:
    """The label a paragraph begins with; `第八条规定的…` refers to an article and has none."""
    body = text.lstrip(" \u3000\xa0")
    for rank, pattern, form in _COMPILED:
        match = pattern.match(body)
        if match:
            rest = body[match.end() :]
            number = number_of(match.group(1))
            if number is None or (rank <= 2 and _REFERS.match(rest)):
                return None
            return Label(
                text=form.format(match.group(1)),
                rank=rank,
                number=number,
                length=len(text) - len(rest),
                is_spaced=not rest or rest[0] in " \u3000\xa0",
            )
    return None
