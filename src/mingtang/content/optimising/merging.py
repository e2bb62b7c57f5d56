"""Over-split columns: many small ones side by side, alike, and visited together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mingtang.content.optimising.naming import Name, names_for
from mingtang.content.optimising.proposed import (
    Group,
    Proposed,
    Rules,
    Terms,
    Tie,
    pace_of,
)
from mingtang.content.optimising.similarity import Vector, cosine
from mingtang.content.optimising.snapshot import Column, Snapshot
from mingtang.content.optimising.time_model import (
    as_it_is,
    as_it_would_be,
    seconds_to_find,
)


def mergers(
    snapshot: Snapshot, texts: Mapping[int, Vector], rules: Rules, terms: Terms
) -> Iterable[Proposed]:
    children: dict[int, list[Column]] = defaultdict(list)
    for column in snapshot.columns:
        if column.parent is not None:
            children[column.parent].append(column)
    for parent, siblings in children.items():
        small = [c for c in siblings if _may_merge(c, rules)]
        if len(small) < rules["least_siblings"]:
            continue
        ties = _ties(snapshot, small, texts, rules)
        groups = _grouped(small, ties, least=float(rules["least_tie"]))
        merged = [group for group in groups if len(group) > 1]
        if merged and (made := _merger(snapshot, parent, siblings, merged, ties, rules, terms)):
            yield made


def _may_merge(column: Column, rules: Rules) -> bool:
    return (
        not column.has_children
        and column.column_type not in rules["protected_types"]
        and 0 < len(column.articles) <= rules["tiny_articles"]
    )


def _ties(
    snapshot: Snapshot, columns: Sequence[Column], texts: Mapping[int, Vector], rules: Rules
) -> dict[frozenset[int], Tie]:
    ties = {}
    for number, one in enumerate(columns):
        for other in columns[number + 1 :]:
            fewer = min(snapshot.sittings(one.path), snapshot.sittings(other.path))
            if one.column_type != other.column_type or fewer < rules["least_sittings"]:
                continue
            tie = Tie(
                one.number,
                other.number,
                likeness=cosine(texts[one.number], texts[other.number]),
                shared=snapshot.share(one, other),
                sittings=snapshot.shared(one.path, other.path),
            )
            if tie.likeness >= rules["least_likeness"] and tie.shared >= rules["least_shared"]:
                ties[frozenset((one.number, other.number))] = tie
    return ties


def _grouped(
    columns: Sequence[Column], ties: Mapping[frozenset[int], Tie], *, least: float
) -> list[list[Column]]:
    """Join the two groups that belong together most, until none do: average linkage."""
    groups = [[column] for column in columns]
    while True:
        best = max(
            (
                (_linkage(one, other, ties), i, j)
                for i, one in enumerate(groups)
                for j, other in enumerate(groups[i + 1 :], start=i + 1)
            ),
            default=(0.0, 0, 0),
        )
        if best[0] < least:
            return groups
        _, i, j = best
        groups[i] += groups.pop(j)


def _linkage(
    one: Sequence[Column], other: Sequence[Column], ties: Mapping[frozenset[int], Tie]
) -> float:
    found = [ties.get(frozenset((a.number, b.number))) for a in one for b in other]
    return sum(tie.strength for tie in found if tie) / len(found)


def _merger(
    snapshot: Snapshot,
    parent: int,
    siblings: Sequence[Column],
    merged: Sequence[Sequence[Column]],
    ties: Mapping[frozenset[int], Tie],
    rules: Rules,
    terms: Terms,
) -> Proposed | None:
    touched = [column for group in merged for column in group]
    numbers = {column.number for column in touched}
    staying = [column for column in siblings if column.number not in numbers]
    pace = pace_of(rules)
    path = next((c.path for c in snapshot.columns if c.number == parent), "")
    before = seconds_to_find(as_it_is(snapshot, touched, parent=path, siblings=len(siblings)), pace)
    after = seconds_to_find(
        as_it_would_be(snapshot, merged, parent=path, siblings=len(staying) + len(merged)), pace
    )
    if before - after < rules["least_saving_seconds"]:
        return None
    inside = [
        ties[pair]
        for group in merged
        for pair in ties
        if pair <= {column.number for column in group}
    ]
    sittings = sum(snapshot.sittings(column.path) for column in touched)
    return Proposed(
        kind="merge",
        parent=parent,
        groups=tuple(_named(merged, terms, taken={column.title for column in staying})),
        ties=tuple(sorted(inside, key=lambda tie: -tie.strength)),
        seconds_before=before,
        seconds_after=after,
        sittings=sittings,
        confidence=_confidence(snapshot, merged, ties, sittings, rules),
        siblings=tuple(siblings),
    )


def _named(groups: Sequence[Sequence[Column]], terms: Terms, *, taken: set[str]) -> Iterable[Group]:
    """Name the groups, the clearest case first, none like another."""
    candidates: dict[int, list[Name]] = {
        place: names_for(group, terms, taken=taken) for place, group in enumerate(groups)
    }
    given: dict[int, str] = {}
    while len(given) < len(groups):
        free = {
            place: [n for n in names if n.name not in given.values()]
            for place, names in candidates.items()
            if place not in given
        }
        place = max(free, key=lambda p: (_lead(free[p]), -p))
        given[place] = free[place][0].name if free[place] else _longest_title(groups[place])
    for place, group in enumerate(groups):
        yield Group(
            title=given[place],
            columns=tuple(group),
            others=tuple(n.name for n in candidates[place][:4] if n.name != given[place]),
        )


def _lead(names: Sequence[Name]) -> float:
    """Return by how much the first name fits better than the second."""
    if not names:
        return 0.0
    return names[0].score - (names[1].score if len(names) > 1 else 0.0)


def _longest_title(group: Sequence[Column]) -> str:
    largest = max(group, key=lambda column: (len(column.articles), -column.number))
    return largest.title


def _confidence(
    snapshot: Snapshot,
    merged: Sequence[Sequence[Column]],
    ties: Mapping[frozenset[int], Tie],
    sittings: int,
    rules: Rules,
) -> float:
    """Return 0 to 1: enough days, enough visitors, and groups that hold together throughout."""
    days = min(1.0, snapshot.days / rules["optimiser_wishes_days"])
    visitors = min(1.0, sittings / (10 * rules["least_sittings"]))
    pairs = [
        frozenset((one.number, other.number))
        for group in merged
        for number, one in enumerate(group)
        for other in group[number + 1 :]
    ]
    whole = sum(pair in ties for pair in pairs) / len(pairs)
    share: float = round(days * visitors * whole, 2)
    return share
