"""What the user centre knows about a person, in words that others may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class KnownValue:
    value: str
    #: Where it comes from, in words shown to the person.
    source: str
    fetched_at: datetime


@dataclass(frozen=True, kw_only=True)
class Profile:
    person_id: UUID
    #: By key, for example person.name or organisation.credit_code.
    values: Mapping[str, KnownValue] = field(default_factory=dict)
