"""What the optimiser hands over: groups of columns or articles, and the evidence for them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingtang.content.optimising.snapshot import Article, Column
from mingtang.content.optimising.time_model import Pace

Rules = Mapping[str, Any]
Terms = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Tie:
    """Two columns that belong together, and why."""

    one: int
    other: int
    likeness: float
    shared: float
    sittings: int

    @property
    def strength(self) -> float:
        return math.sqrt(self.likeness * self.shared)


@dataclass(frozen=True)
class Group:
    """One column of the arrangement that is proposed."""

    title: str
    columns: tuple[Column, ...] = ()
    articles: tuple[Article, ...] = ()
    others: tuple[str, ...] = ()
    #: An existing column that takes them in, instead of a new one.
    into: int | None = None


@dataclass(frozen=True)
class Proposed:
    kind: str
    parent: int
    groups: tuple[Group, ...]
    ties: tuple[Tie, ...] = ()
    seconds_before: float = 0.0
    seconds_after: float = 0.0
    sittings: int = 0
    confidence: float = 0.0
    #: All columns of the parent, for the picture: those that stay as well.
    siblings: tuple[Column, ...] = field(default=())


def pace_of(rules: Rules) -> Pace:
    return Pace(float(rules["seconds_per_line"]), float(rules["seconds_per_page"]))
