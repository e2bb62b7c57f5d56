"""Brackets, quotes and titles that are not paired (GB/T 15834), and the brackets of document numbers."""

import re
from collections.abc import Iterator

from mingtang.content.wording.model import Hit, Text

_PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】", "‘": "’", "〈": "〉"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + "".join((*_PAIRS, *_CLOSING)) + "()\n]")
_ROUND = {ord("("): "（", ord(")"): "）"}
#: A bracket after a number counts a list: 1）
_COUNTS = re.compile(r"(?:^|[\s：:；;。，、])[\da-zA-Z一二三四五六七八九十①-⑳]{1,3}$")
#: So many lines may lie between a quote and its end.
_LINES_OF_A_QUOTE = 6
_NUMBER = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{1,9}[发办函字规通告政令审批建综]{1,2})"
    r"(?P<open>[\[【(（［〔])(?P<year>(?:19|20)\d\d)(?P<nian>年)?(?P<close>[\]】)）］〕])"
    r"[ ]?(?P<ordinal>第)?[ ]?(?P<zeros>0*)(?P<number>\d{1,5})[ ]?号"
)


def punctuation_hits(text: Text) -> Iterator[Hit]:
    yield from _unpaired(text.words)
    yield from _document_numbers(text.words)


def _unpaired(words: str) -> Iterator[Hit]:
    walk = _Walk()
    for match in _MARKS.finditer(words):
        yield from walk.meet(match, words)
    yield from walk.give_up_all()


class _Walk:
    """What has been opened on the way. Half-width round brackets count as full-width ones."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, int]] = []
        self._line = 0

    def meet(self, match: re.Match[str], words: str) -> Iterator[Hit]:
        mark, at = match.group().translate(_ROUND), match.start()
        if mark == "\n":
            self._line += 1
            yield from self._give_up_old()
        elif mark in _PAIRS:
            if mark == "《" and self._is_open("《"):
                yield Hit("title-in-title", at, at + 1, "里面一层用〈 〉")
            self._open.append((mark, at, self._line))
        elif self._is_open(_CLOSING[mark]):
            yield from self._close(_CLOSING[mark])
        elif not (mark == "）" and _COUNTS.search(words, max(0, at - 5), at)):
            yield Hit("bracket-open", at, at + 1, f"前面补上“{_CLOSING[mark]}”或删去“{mark}”")

    def give_up_all(self) -> Iterator[Hit]:
        while self._open:
            yield self._unclosed(self._open.pop(0))

    def _is_open(self, opening: str) -> bool:
        return any(mark == opening for mark, _, _ in self._open)

    def _close(self, opening: str) -> Iterator[Hit]:
        """Close the last of its kind; what was opened after it stays without an end."""
        while self._open[-1][0] != opening:
            yield self._unclosed(self._open.pop())
        self._open.pop()

    def _give_up_old(self) -> Iterator[Hit]:
        """A quote may go over several paragraphs, a bracket over the lines of a page."""
        while self._open and self._line - self._open[0][2] > _LINES_OF_A_QUOTE:
            yield self._unclosed(self._open.pop(0))

    @staticmethod
    def _unclosed(opened: tuple[str, int, int]) -> Hit:
        mark, at, _ = opened
        return Hit("bracket-open", at, at + 1, f"后面补上“{_PAIRS[mark]}”")


def _document_numbers(words: str) -> Iterator[Hit]:
    for match in _NUMBER.finditer(words):
        right = f"{match['head']}〔{match['year']}〕{match['number']}号"
        is_right = match["open"] + match["close"] == "〔〕" and not (
            match["nian"] or match["ordinal"] or match["zeros"]
        )
        if not is_right:
            yield Hit(
                "document-number", match.start("open"), match.end(), right[len(match["head"]) :]
            )
