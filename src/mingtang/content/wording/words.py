"""Finds the words of the lexicon, with their conditions, and not where two right words meet."""

import re
from collections.abc import Iterable, Iterator, Sequence

import rjieba

from mingtang.content.wording.matching import Finder
from mingtang.content.wording.model import Category, Entry

#: Letters on each side that are cut into words to see whether a hit lies across two of them.
_AROUND = 8
_LONGEST_PHRASE = 24
#: A wrong word of so many letters does not come about by chance.
_LONG = 4
#: Categories whose words are told from a meeting of two right words by cutting the text.
_CUT = {Category.TYPO, Category.PLACE, Category.GRAMMAR, Category.ADVERTISING, Category.OLD_NAME}
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


class Words:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_word: dict[str, list[Entry]] = {}
        for entry in entries:
            self._by_word.setdefault(entry.wrong, []).append(entry)
        self._finder = Finder(self._by_word)

    def hits(self, text: str) -> Iterator[tuple[Entry, int, int]]:
        """Yield each wrong word once for each place; a longer one hides those inside it."""
        covered = 0
        for start, word in self._finder.found_in(text):
            end = start + len(word)
            if end <= covered:
                continue
            for entry in self._by_word[word]:
                if _holds(entry, text, start, end):
                    yield entry, start, end
                    covered = end
                    break


def _holds(entry: Entry, text: str, start: int, end: int) -> bool:
    if entry.before and not any(text.endswith(word, 0, start) for word in entry.before):
        return False
    if entry.after and not any(text.startswith(word, end) for word in entry.after):
        return False
    if any(is_inside(phrase, text, start, end) for phrase in entry.unless):
        return False
    is_long = entry.category is Category.TYPO and end - start >= _LONG
    return is_long or entry.category not in _CUT or not lies_across(text, start, end)


def is_inside(phrase: str, text: str, start: int, end: int) -> bool:
    """Whether the place is part of this phrase, or the phrase stands close by."""
    first = max(0, start - max(len(phrase), _LONGEST_PHRASE // 2))
    window = text[first : end + max(len(phrase), _LONGEST_PHRASE // 2)]
    word = text[start:end]
    position = window.find(phrase)
    while position >= 0:
        begins = first + position
        if word not in phrase or (begins <= start and end <= begins + len(phrase)):
            return True
        position = window.find(phrase, position + 1)
    return False


def lies_across(text: str, start: int, end: int) -> bool:
    """Whether a dictionary word begins before the place and ends in it, or the other way round."""
    before = _tail(text[max(0, start - _AROUND) : start])
    after = _head(text[end : end + _AROUND])
    if not before and not after:
        return False
    position = -len(before)
    for word in _cut(before + text[start:end] + after):
        stop = position + len(word)
        if position < 0 < stop or position < end - start < stop:
            return True
        position = stop
    return False


def _cut(text: str) -> Sequence[str]:
    return rjieba.cut(text, False)


def _tail(text: str) -> str:
    """The Chinese letters at the end."""
    runs = list(_CHINESE.finditer(text))
    return runs[-1].group() if runs and runs[-1].end() == len(text) else ""


def _head(text: str) -> str:
    match = _CHINESE.match(text)
    return match.group() if match else ""
