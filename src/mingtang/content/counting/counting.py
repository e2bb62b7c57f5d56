"""From lines of the access log to sums: pure counting, no database, nothing personal comes out."""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

#: Upper ends of the spans of staying, in seconds; the last span is open.
SPANS = (5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600)
#: A visitor who is silent for this long has left.
SITTING_ENDS_AFTER = 30 * 60
#: More pages in a day than anybody reads: a program that does not say so.
MOST_PAGES = 150
#: Pages of one sitting that are compared with each other.
MOST_PLACES = 12
SEARCH = "/search"
LOCAL_SECONDS = 8 * 3600
_EPOCH = date(1970, 1, 1)

_PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|curl|wget|python|httpx|requests|java/|go-http|okhttp|headless|monitor|"
    r"scan|probe|fetch|phantom|selenium|lighthouse|feed|archive|^$",
    re.I,
)
_LIST_PAGE = re.compile(r"list-\d+\.html$")
_NO_TARGETS = frozenset({"/", "/guides/", "/sitemap/", SEARCH})


@dataclass
class PageCount:
    visits: int = 0
    visitors: int = 0
    search_entries: int = 0
    exits: int = 0
    finds: int = 0
    find_seconds: int = 0
    dwell: list[int] = field(default_factory=lambda: [0] * (len(SPANS) + 1))


@dataclass
class Visitor:
    """One hash of today: what it has seen, and the sitting it is in."""

    day: date
    is_left_out: bool = False
    steps: list[tuple[int, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass
class Counts:
    """What any source of visits hands over: sums by day and page, and pairs of places.

    The data platform's collector can fill the same; `keep_counts` stores it.
    """

    pages: dict[tuple[date, str], PageCount] = field(default_factory=dict)
    together: dict[tuple[date, str, str], int] = field(default_factory=dict)

    def page(self, day: date, path: str) -> PageCount:
        found = self.pages.get((day, path))
        if found is None:
            found = self.pages[(day, path)] = PageCount()
        return found

    def pair(self, day: date, one: str, other: str) -> None:
        key = (day, one, other) if one <= other else (day, other, one)
        self.together[key] = self.together.get(key, 0) + 1


class Counter:
    """Reads lines in their order. Its state between two readings is `visitors`."""

    def __init__(
        self,
        *,
        salt_of: Callable[[date], bytes],
        columns: Collection[str],
        staff_paths: tuple[str, ...],
        visitors: dict[str, Visitor] | None = None,
    ) -> None:
        self.counts = Counts()
        self.visitors = visitors if visitors is not None else {}
        self.changed: set[str] = set()
        self.last_at = 0
        self._salt_of, self._columns, self._staff = salt_of, frozenset(columns), staff_paths
        self._names: dict[tuple[date, str, str], str] = {}
        self._is_program: dict[str, bool] = {}
        self._days: dict[int, date] = {}

    def read(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            # What is most of a log, left out before anything is taken apart.
            if b'"system":"assets"' in line or b'"path":"' not in line:
                continue
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                continue

    def end(self, *, now: int) -> None:
        """Close the sittings of those who have left, and forget the visitors of past days."""
        today = self._day(max(now, self.last_at))
        for name, visitor in list(self.visitors.items()):
            is_past = visitor.day < today
            if visitor.steps and (
                is_past or visitor.steps[-1][0] < max(now, self.last_at) - SITTING_ENDS_AFTER
            ):
                self._close(visitor)
                self.changed.add(name)
            if is_past:
                del self.visitors[name]
                self.changed.discard(name)

    def sit(self, day: date, steps: Iterable[tuple[int, str]]) -> None:
        """Count one whole sitting, of somebody who was there for the first time that day."""
        visitor = Visitor(day)
        for at, path in steps:
            self._step(visitor, at, path)
        self._close(visitor)

    def _take(self, said: dict[str, object]) -> None:
        agent = str(said["agent"])
        is_program = self._is_program.get(agent)
        if is_program is None:
            is_program = self._is_program[agent] = bool(_PROGRAMS.search(agent))
        if is_program:
            return
        path, status = str(said["path"]), said["status"]
        is_staff = status == 200 and path.startswith(self._staff)
        place = None if is_staff else self._place(said, path)
        if place is None and not is_staff:
            return
        at = int(datetime.fromisoformat(str(said["time"])).timestamp())
        self.last_at = max(self.last_at, at)
        name, visitor = self._visitor(self._day(at), str(said["client"]), agent)
        self.changed.add(name)
        if is_staff:
            visitor.is_left_out = True
            visitor.steps.clear()
        elif place is not None and not visitor.is_left_out:
            self._step(visitor, at, place)

    def _place(self, said: dict[str, object], path: str) -> str | None:
        """Return the page this request read, or nothing if it read none."""
        if said["method"] != "GET" or said["status"] not in (200, 304):
            return None
        if path.rstrip("/") == SEARCH:
            return SEARCH
        if said["system"] != "site":
            return None
        if path.endswith("/"):
            return path
        return _LIST_PAGE.sub("", path) if _LIST_PAGE.search(path) else None

    def _visitor(self, day: date, client: str, agent: str) -> tuple[str, Visitor]:
        key = (day, client, agent)
        name = self._names.get(key)
        if name is None:
            whole = self._salt_of(day) + f"{client}|{agent}".encode()
            name = self._names[key] = blake2b(whole, digest_size=16).hexdigest()
        visitor = self.visitors.get(name)
        if visitor is None:
            visitor = self.visitors[name] = Visitor(day)
        return name, visitor

    def _step(self, visitor: Visitor, at: int, path: str) -> None:
        steps = visitor.steps
        if steps and at - steps[-1][0] > SITTING_ENDS_AFTER:
            self._close(visitor)
        if steps and steps[-1][1] == path:  # read anew, or confirmed by its ETag
            return
        from_search = bool(steps) and steps[-1][1] == SEARCH
        if steps and not from_search:
            stayed = max(0, at - steps[-1][0])
            self.counts.page(visitor.day, steps[-1][1]).dwell[bisect_right(SPANS, stayed)] += 1
        steps.append((at, path))
        if path == SEARCH:
            return
        count = self.counts.page(visitor.day, path)
        count.visits += 1
        count.search_entries += from_search
        if path not in visitor.seen:
            count.visitors += 1
            visitor.seen.add(path)
            if len(visitor.seen) > MOST_PAGES:
                visitor.is_left_out = True
                steps.clear()

    def _close(self, visitor: Visitor) -> None:
        """A sitting is over: where it ended, what it was looking for, what it visited together."""
        steps = visitor.steps
        day = visitor.day
        if steps and steps[-1][1] != SEARCH:
            self.counts.page(day, steps[-1][1]).exits += 1
        target = next((step for step in reversed(steps) if self._is_target(step[1])), None)
        if target is not None and len(steps) > 1 and target is not steps[0]:
            count = self.counts.page(day, target[1])
            count.finds += 1
            count.find_seconds += max(0, target[0] - steps[0][0])
        self._note_together(day, [path for _, path in steps])
        steps.clear()

    def _note_together(self, day: date, paths: list[str]) -> None:
        places = dict.fromkeys(path for path in paths if path not in _NO_TARGETS)
        columns = list(dict.fromkeys(map(self.column_of, places)))[:MOST_PLACES]
        for number, one in enumerate(columns):
            for other in columns[number:]:
                self.counts.pair(day, one, other)
        above = {place for column in columns for place in self._above(column)}
        for column in above - set(columns):
            self.counts.pair(day, column, column)
        for path in [path for path in places if path not in self._columns][:MOST_PLACES]:
            own = self.column_of(path)
            for column in columns:
                if column != own:
                    self.counts.pair(day, path, column)

    def column_of(self, path: str) -> str:
        if path in self._columns:
            return path
        return path.rstrip("/").rpartition("/")[0] + "/"

    def _above(self, column: str) -> list[str]:
        """Return the columns above: a sitting in one below is a sitting in all of them."""
        parts = column.strip("/").split("/")[:-1]
        return [
            place
            for number in range(1, len(parts) + 1)
            if (place := f"/{'/'.join(parts[:number])}/") in self._columns
        ]

    def _is_target(self, path: str) -> bool:
        return path not in _NO_TARGETS and path not in self._columns

    def _day(self, at: int) -> date:
        number = (at + LOCAL_SECONDS) // 86400
        day = self._days.get(number)
        if day is None:
            day = self._days[number] = _EPOCH + timedelta(days=number)
        return day


def day_of(moment: datetime) -> date:
    """Return the local day of a moment, as the counter has it."""
    number = (int(moment.astimezone(UTC).timestamp()) + LOCAL_SECONDS) // 86400
    return _EPOCH + timedelta(days=number)


def median_stay(dwell: Iterable[int]) -> float | None:
    """Estimate the median from the spans, evenly spread within the one it falls into."""
    numbers = list(dwell)
    total = sum(numbers)
    if not total:
        return None
    below, lower = 0, 0
    for number, upper in zip(numbers, (*SPANS, 2 * SPANS[-1]), strict=False):
        if below + number >= total / 2:
            return lower + (upper - lower) * (total / 2 - below) / number
        below, lower = below + number, upper
    return float(SPANS[-1])
