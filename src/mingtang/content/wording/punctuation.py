"""Brackets, quotes and titles that are not paired (GB/T 15834), and the brackets of document numbers."""

import re
from collections.abc import Iterator

from mingtang.content.wording.model import Hit, Text

_PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】", "‘": "’", "〈": "〉"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + "".join((*_PAIRS, *_CLOSING)) + "()\n]")
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
    """Walk the text once. Half-width round brackets count as full-width ones."""
    waiting: list[tuple[str, int, int]] = []
    line = 0
    for match in _MARKS.finditer(words):
        mark, at = match.group().translate({0x28: "（", 0x29: "）"}), match.start()
        if mark == "\n":
            line += 1
            yield from _given_up(waiting, line)
        elif mark in _PAIRS:
            if mark == "《" and any(opening == "《" for opening, _, _ in waiting):
                yield Hit("title-in-title", at, at + 1, "里面一层用〈 〉")
            waiting.append((mark, at, line))
        elif waiting and waiting[-1][0] == _CLOSING[mark]:
            waiting.pop()
        elif any(opening == _CLOSING[mark] for opening, _, _ in waiting):
            while waiting[-1][0] != _CLOSING[mark]:
                yield _unclosed(*waiting.pop())
            waiting.pop()
        elif not (mark == "）" and _COUNTS.search(words, max(0, at - 5), at)):
            yield Hit("bracket-open", at, at + 1, f"前面补上“{_CLOSING[mark]}”或删去“{mark}”")
    for opening, at, since in waiting:
        yield _unclosed(opening, at, since)


def _given_up(waiting: list[tuple[str, int, int]], line: int) -> Iterator[Hit]:
    """A quote may go over several paragraphs, a bracket over the lines of a page."""
    while waiting and line - waiting[0][2] > _LINES_OF_A_QUOTE:
        yield _unclosed(*waiting.pop(0))


def _unclosed(opening: str, at: int, _line: int) -> Hit:
    return Hit("bracket-open", at, at + 1, f"后面补上“{_PAIRS[opening]}”")


def _document_numbers(words: str) -> Iterator[Hit]:
    for match in _NUMBER.finditer(words):
        right = f"{match['head']}〔{match['year']}〕{match['number']}号"
        is_right = match["open"] + match["close"] == "〔〕" and not (
            match["nian"] or match["ordinal"] or match["zeros"]
        )
        if not is_right:
            yield Hit("document-number", match.start("open"), match.end(), right[len(match["head"]) :])
