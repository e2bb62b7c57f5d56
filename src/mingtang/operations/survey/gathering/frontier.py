"""Frontier: which addresses are still to be asked, and which never will be, so that no site is endless."""

import re
from collections import Counter, deque
from collections.abc import Mapping
from datetime import date

from mingtang.operations.survey import addresses
from mingtang.operations.survey.facts import Page
from mingtang.operations.survey.gathering.bounds import Bounds

_NUMBERS = re.compile(r"\d+")
_MOST_REPEATS = 3


class Frontier:
    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.waiting: deque[tuple[str, int, str]] = deque()
        self.known: set[str] = set()
        self.pages = 0
        self.is_full = False
        #: Shape of an address -> pages of it that told nothing.
        self._empty: Counter[str] = Counter()
        self._queries: Counter[str] = Counter()
        self.endless: dict[str, str] = {}
        self.too_deep = 0

    def add(self, address: str, *, depth: int, referrer: str) -> None:
        """Take an address once, if it is within the bounds."""
        if address in self.known or not addresses.is_inside(address) or addresses.is_part(address):
            return
        self.known.add(address)
        if not self._is_within(address, depth):
            return
        if addresses.is_page(address):
            if self.pages >= self.bounds.pages:
                self.is_full = True
                return
            self.pages += 1
        self.waiting.append((address, depth, referrer))

    def follow(self, page: Page) -> None:
        """Take the links of a page, leaving out articles older than asked for."""
        old = _older(page.entries, self.bounds.since)
        shape = shape_of(page.address)
        is_empty = not page.is_article and not page.entries and page.text_length < 400
        self._empty[shape] += is_empty
        for link in [*page.links, *page.pictures]:
            if link not in old:
                self.add(link, depth=page.depth + 1, referrer=page.address)

    def _is_within(self, address: str, depth: int) -> bool:
        path, _, query = address.partition("?")
        parts = [part for part in path.split("/") if part]
        is_turning = any(count > _MOST_REPEATS for count in Counter(parts).values())
        if depth > self.bounds.depth or len(parts) > self.bounds.parts or is_turning:
            self.too_deep += 1
            return False
        shape = shape_of(address)
        if self._empty[shape] >= self.bounds.empty_shapes:
            self.endless.setdefault(shape, address)
            return False
        if query:
            self._queries[path] += 1
            if self._queries[path] > self.bounds.queries:
                self.endless.setdefault(f"{path}?…", address)
                return False
        return True


def shape_of(address: str) -> str:
    return _NUMBERS.sub("#", address)


def _older(entries: list[tuple[str, str]], since: date | None) -> Mapping[str, str]:
    limit = since.isoformat() if since else ""
    return {address: day for address, day in entries if limit and day < limit}
