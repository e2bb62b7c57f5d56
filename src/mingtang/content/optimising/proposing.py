"""Find what to merge, to split and to move. Says nothing where nothing is proven."""

from mingtang.content.optimising.merging import mergers
from mingtang.content.optimising.placing import moves, splits
from mingtang.content.optimising.proposed import Proposed, Rules, Terms
from mingtang.content.optimising.similarity import vectors
from mingtang.content.optimising.snapshot import Snapshot


def propose(snapshot: Snapshot, *, rules: Rules, terms: Terms) -> list[Proposed]:
    """Return every proposal, the one that saves most first."""
    texts = vectors({column.number: column.words for column in snapshot.columns})
    found = [
        *mergers(snapshot, texts, rules, terms),
        *splits(snapshot, rules, terms),
        *moves(snapshot, texts, rules),
    ]
    return sorted(found, key=lambda p: (p.seconds_after - p.seconds_before) * p.sittings)
