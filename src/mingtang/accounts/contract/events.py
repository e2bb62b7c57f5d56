"""What the user centre tells the others."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from mingtang.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ValueDisputed(Event):
    """A person says that a register is wrong about them. The values themselves do not travel."""

    topic: ClassVar[str] = "accounts.value-disputed.v1"

    dispute_id: UUID
    person_id: UUID
    key: str
    source: str
