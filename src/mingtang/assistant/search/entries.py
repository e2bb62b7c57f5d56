"""What travels from the database to the index: an edition, and documents as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

#: Values of `validity` that mean: no longer in force.
NO_LONGER_VALID = frozenset({"已废止", "已失效"})


@dataclass(frozen=True)
class Mark:
    """How far the documents have come, or how far a reader has read."""

    build: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document; `is_public` false tells to take it out."""

    number: int
    path: str
    is_public: bool = True
    kind: str = ""
    title: str = ""
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    department: str = ""
    published_at: datetime | None = None
    validity: str = ""
    doc_number: str = ""
    column: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_in_force(self) -> bool:
        return self.validity not in NO_LONGER_VALID

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)
