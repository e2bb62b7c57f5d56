"""What one page or column was to its visitors, over any number of days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from mingtang.content.counting.counting import SPANS, median_stay


class Sums(Protocol):
    """A row of sums: a day of a page, or what has been added up already."""

    visits: int
    visitors: int
    search_entries: int
    exits: int
    finds: int
    find_seconds: int

    @property
    def dwell(self) -> Sequence[int]: ...


@dataclass
class Measure:
    """Sums of one page or column over a span of days."""

    visits: int = 0
    visitors: int = 0
    search_entries: int = 0
    exits: int = 0
    finds: int = 0
    find_seconds: int = 0
    dwell: list[int] = field(default_factory=lambda: [0] * (len(SPANS) + 1))

    def add(self, row: Sums) -> None:
        self.visits += row.visits
        self.visitors += row.visitors
        self.search_entries += row.search_entries
        self.exits += row.exits
        self.finds += row.finds
        self.find_seconds += row.find_seconds
        for place, number in enumerate(row.dwell):
            self.dwell[place] += number

    @property
    def median_stay(self) -> int | None:
        stay = median_stay(self.dwell)
        return None if stay is None else round(stay)

    @property
    def seconds_to_find(self) -> int | None:
        return round(self.find_seconds / self.finds) if self.finds else None
