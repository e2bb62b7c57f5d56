"""How long people take to find a page among columns: reading lists, and going wrong first.

A list of n links is read from the top; on average half of it, (n + 1) / 2 lines. Somebody who goes
into a wrong column stays there as long as was measured, comes back, and reads the upper list again.
How often that happens is measured: columns visited in one sitting, beside the one that was wanted.
docs/howto/improve-columns.md explains it with an example.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingtang.content.optimising.snapshot import Column, Snapshot

#: What is assumed of a wrong turn where nobody's stay was measured, in seconds.
USUAL_STAY = 15


@dataclass(frozen=True)
class Pace:
    seconds_per_line: float
    seconds_per_page: float


@dataclass(frozen=True)
class Shelf:
    """Columns as somebody finds them who looks for a page in one of them."""

    #: Lines of the upper list.
    siblings: int
    #: Lines of the list the page is in, on average over the visits.
    articles: float
    #: Seconds spent in a wrong column before coming back.
    stay: float
    #: Wrong columns before the right one, on average over the sittings.
    wrong_turns: float


def seconds_to_find(shelf: Shelf, pace: Pace) -> float:
    """Return the average time from the upper list to the page."""
    upper = pace.seconds_per_line * (shelf.siblings + 1) / 2 + pace.seconds_per_page
    inside = pace.seconds_per_line * (shelf.articles + 1) / 2 + pace.seconds_per_page
    return upper + inside + shelf.wrong_turns * (shelf.stay + pace.seconds_per_page + upper)


def as_it_is(snapshot: Snapshot, columns: Sequence[Column], *, parent: str, siblings: int) -> Shelf:
    return as_it_would_be(
        snapshot, [[column] for column in columns], parent=parent, siblings=siblings
    )


def as_it_would_be(
    snapshot: Snapshot, groups: Sequence[Sequence[Column]], *, parent: str, siblings: int
) -> Shelf:
    """Return the shelf with groups in place of columns: inside a group nobody goes wrong any more."""
    columns = [column for group in groups for column in group]
    sittings = {column.number: snapshot.sittings(column.path) for column in columns}
    total = sum(sittings.values())
    if not total:
        return Shelf(siblings, len(columns), USUAL_STAY, 0.0)
    visited = sum(_sittings_in(snapshot, group) for group in groups)
    looked = snapshot.sittings(parent) or _sittings_in(snapshot, columns)
    articles = sum(
        sum(sittings[c.number] for c in group) * sum(len(c.articles) for c in group)
        for group in groups
    )
    stay = sum(sittings[c.number] * (USUAL_STAY if c.stay is None else c.stay) for c in columns)
    return Shelf(siblings, articles / total, stay / total, max(0.0, visited / looked - 1))


def _sittings_in(snapshot: Snapshot, group: Iterable[Column]) -> float:
    """Return in how many sittings any of these columns was visited: at most, from what pairs show.

    Sobel and Uppuluri's bound. The larger number is the careful one: it leaves more wrong turns.
    """
    columns = list(group)
    single = sum(snapshot.sittings(column.path) for column in columns)
    pairs = sum(
        snapshot.shared(one.path, other.path)
        for number, one in enumerate(columns)
        for other in columns[number + 1 :]
    )
    return single - 2 * pairs / len(columns)
