"""What the service engine needs of others, in its own words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mingtang.kernel.identity import Actor


@dataclass(frozen=True, kw_only=True)
class Known:
    """A value that need not be typed, with where it comes from."""

    value: str
    source: str
    fetched_at: datetime


class WhatIsKnown(Protocol):
    """Answers what is known of an applicant; None when nobody can say just now."""

    def of(self, actor: Actor, *, purpose: str, basis: str) -> dict[str, Known] | None: ...
