"""Find what to merge, to split and to move. Says nothing where nothing is proven."""

from mingtang.content.evaluating.optimiser.merging import mergers
from mingtang.content.evaluating.optimiser.placing import moves, splits
from mingtang.content.evaluating.optimiser.proposed import Proposed, Rules, Terms
from mingtang.content.evaluating.optimiser.similarity import vectors
from mingtang.content.evaluating.optimiser.snapshot import Snapshot


def propose(snapshot: Snapshot, *, rules: Rules, terms: Terms) -> list[Proposed]:
    """Return every proposal, the one that saves most first."""
    texts = vectors({column.number: column.words for column in snapshot.columns})
    found = [
        *mergers(snapshot, texts, rules, terms),
        *splits(snapshot, rules, terms),
        *moves(snapshot, texts, rules),
    ]
    return sorted(found, key=lambda p: (p.seconds_after - p.seconds_before) * p.sittings)
