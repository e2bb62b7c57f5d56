"""Events: facts that one system announces and others may react to, as CloudEvents 1.0."""

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self, get_args, get_type_hints
from uuid import UUID, uuid4

_ENVELOPE = {"event_id", "occurred_at"}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has happened, and who made it happen.

    Named in the past tense. Fields are only ever added; a changed meaning is a new version of the
    topic, announced beside the old one for one release.
    """

    topic: ClassVar[str]

    actor_id: UUID
    event_id: UUID = field(default_factory=uuid4)
    occurred_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def to_cloudevent(self, *, source: str) -> dict[str, Any]:
        """Return the CloudEvents 1.0 JSON of this event; `source` is the announcing system."""
        data = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _ENVELOPE}
        return {
            "specversion": "1.0",
            "id": str(self.event_id),
            "type": self.topic,
            "source": source,
            "time": self.occurred_at.isoformat(),
            "datacontenttype": "application/json",
            "data": {name: _plain(value) for name, value in data.items()},
        }

    @classmethod
    def from_cloudevent(cls, message: Mapping[str, Any]) -> Self:
        """Read the event back. Unknown fields are passed over: the sender may be newer."""
        hints = get_type_hints(cls)
        known = {f.name for f in fields(cls)} - _ENVELOPE
        values = {
            name: _typed(hints[name], value)
            for name, value in message["data"].items()
            if name in known
        }
        return cls(
            event_id=UUID(message["id"]),
            occurred_at=datetime.fromisoformat(message["time"]),
            **values,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | str | None) else str(value)


_READERS: dict[Any, Any] = {
    UUID: UUID,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


def _typed(hint: Any, value: Any) -> Any:
    """Turn a JSON value into what the field's annotation says (optional kinds included)."""
    if value is None:
        return None
    options = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    for option in options:
        if option in _READERS:
            return _READERS[option](value)
        if getattr(option, "__origin__", None) is tuple:
            return tuple(value)
    return value
