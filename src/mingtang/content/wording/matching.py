"""Finds thousands of words in one walk over a text: by their first two letters, then the longest."""

from collections.abc import Iterable, Iterator
from operator import add

SHORTEST = 2


class Finder:
    """Compiled once for a list of words of two letters or more."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_pair: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= SHORTEST:
                self._by_pair.setdefault(word[:SHORTEST], []).append(word)
        for candidates in self._by_pair.values():
            candidates.sort(key=len, reverse=True)

    def found_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where a word stands and the longest word there; words may lie across each other."""
        by_pair = self._by_pair
        for place, pair in enumerate(map(add, text, text[1:])):
            if pair in by_pair:
                for word in by_pair[pair]:
                    if text.startswith(word, place):
                        yield place, word
                        break
