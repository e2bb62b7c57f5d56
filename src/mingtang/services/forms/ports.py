"""What forms need of others, in their own words: what is already known of an applicant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mingtang.kernel.identity import Actor


@dataclass(frozen=True, kw_only=True)
class KnownValue:
    """A value that need not be typed, with who says so and when it was fetched."""

    value: str
    source: str
    fetched_at: datetime


class NothingKnown(Exception):  # noqa: N818  an outcome: the person types instead
    """Nobody can say just now; the message tells the person why."""


class Profiles(Protocol):
    """Says what is known of an applicant. Raises `NothingKnown` when it cannot answer."""

    def known_of(
        self, applicant: Actor, *, keys: frozenset[str], errand: str
    ) -> Mapping[str, KnownValue]: ...
