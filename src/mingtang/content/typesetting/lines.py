"""Breaks text into lines as Chinese is set: no mark begins a line that belongs to the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from mingtang.content.typesetting.fonts import SANS, width_of

_NOT_FIRST = frozenset("，。；：、？！）》」』”’】〕％%,.;:?!)]}…·—～")
_NOT_LAST = frozenset("（《「『“‘【〔([{￥¥")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:/@_+\-]*[A-Za-z0-9%％]|\s+|.", re.DOTALL)
_NAMED = re.compile(r"(“[^”]{1,8}”|《[^》]{1,10}》)")
ELLIPSIS = "……"


@dataclass(frozen=True, kw_only=True)
class Face:
    """A size and a font: what text is set in."""

    size: float
    family: str = SANS
    is_bold: bool = False
    leading: float = 1.6

    @property
    def line_height(self) -> float:
        return self.size * self.leading

    def width(self, text: str) -> float:
        return width_of(text, size=self.size, family=self.family, is_bold=self.is_bold)


def lines_of(text: str, *, face: Face, width: float, keeps_words: bool = False) -> list[str]:
    """Every line fits the width; a word wider than a line is cut. Titles keep Chinese words whole, too."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        tokens = _words_of(paragraph) if keeps_words else _TOKEN.findall(paragraph)
        lines += _break(_narrow(tokens, face=face, width=width), face=face, width=width)
    return lines


def _words_of(text: str) -> list[str]:
    """Words, and short names in marks, which a line end would tear."""
    words: list[str] = []
    for part in _NAMED.split(text):
        words += [part] if _NAMED.fullmatch(part) else rjieba.cut(part)
    return words


def fitted(text: str, *, face: Face, width: float, most: int) -> list[str]:
    """At most so many lines; what is left out is marked."""
    lines = lines_of(text, face=face, width=width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and face.width(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip("，、；：（《“ ") + ELLIPSIS]


def _break(tokens: Sequence[str], *, face: Face, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for token in tokens:
        if face.width(line + token.rstrip()) <= width:
            line += token
            continue
        carried = _carried(line, token)
        kept = line[: len(line) - len(carried)]
        if kept.strip():
            lines.append(kept.rstrip())
        line = (carried + token).lstrip()
        while face.width(line) > width:
            cut = _fitting(line, face=face, width=width)
            lines.append(line[:cut])
            line = line[cut:]
    if line.strip():
        lines.append(line.rstrip())
    return lines


def _narrow(tokens: Sequence[str], *, face: Face, width: float) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if len(token) > 1 and face.width(token) > width:
            found += list(token)
        else:
            found.append(token)
    return found


def _carried(line: str, token: str) -> str:
    """What has to go to the next line with the token, so that neither begins or ends one wrongly."""
    carried = 0
    following = token
    while carried < min(4, len(line) - 1) and (
        following[0] in _NOT_FIRST or line[len(line) - carried - 1] in _NOT_LAST
    ):
        carried += 1
        following = line[len(line) - carried]
    if carried and re.match(r"[A-Za-z0-9.]", following):
        word = re.search(r"[A-Za-z0-9.,\-]+$", line[: len(line) - carried + 1])
        carried += len(word.group()) - 1 if word and len(word.group()) < len(line) - carried else 0
    return line[len(line) - carried :] if carried else ""


def _fitting(line: str, *, face: Face, width: float) -> int:
    count = len(line)
    while count > 1 and face.width(line[:count]) > width:
        count -= 1
    return count


def widest(lines: Sequence[str], *, face: Face) -> float:
    return max((face.width(line) for line in lines), default=0.0)


def balanced(text: str, *, face: Face, width: float) -> list[str]:
    """A title in lines of about the same length: no single character is left for the last one."""
    lines = lines_of(text, face=face, width=width, keeps_words=True)
    narrow = width - face.size / 2
    while narrow > width * 0.6:
        narrower = lines_of(text, face=face, width=narrow, keeps_words=True)
        if len(narrower) > len(lines):
            break
        lines, narrow = narrower, narrow - face.size / 2
    return lines
