"""Who is out there: the addresses of the systems and the topics each wants to hear."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

#: The one destination of all messages when a stream carries them.
STREAM = "nats"


@dataclass(frozen=True)
class Neighbour:
    address: str
    reacts_to: frozenset[str]


def neighbours() -> Mapping[str, Neighbour]:
    """Return the systems of $MINGTANG_TOPOLOGY; a changed file is read again."""
    path = os.environ.get("MINGTANG_TOPOLOGY", "")
    try:
        changed_at = Path(path).stat().st_mtime_ns
    except OSError:
        return {}
    return _read(path, changed_at)


def subscribers_of(topic: str) -> list[str]:
    """Return where a message of this topic has to go."""
    if uses_stream():
        return [STREAM]
    return [name for name, system in neighbours().items() if topic in system.reacts_to]


def uses_stream() -> bool:
    """Whether NATS JetStream carries the events (MINGTANG_EVENTS=nats) instead of HTTP."""
    return events_transport() == "nats"


def events_transport() -> str:
    chosen = os.environ.get("MINGTANG_EVENTS") or getattr(settings, "MINGTANG_EVENTS", "http")
    if chosen not in {"http", "nats"}:
        raise ValueError(f"MINGTANG_EVENTS is {chosen!r}: use http or nats.")
    return str(chosen)


@lru_cache(maxsize=4)
def _read(path: str, changed_at: int) -> Mapping[str, Neighbour]:
    systems = json.loads(Path(path).read_text(encoding="utf-8"))["systems"]
    return {
        name: Neighbour(entry["address"].rstrip("/"), frozenset(entry.get("reacts_to", ())))
        for name, entry in systems.items()
    }
