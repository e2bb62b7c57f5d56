"""The manifest every system fills in: one screen that says what it is and whom it talks to.

Manifests are plain data and import no Django, so that the gateway and the supervisor can read all
of them in one process.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import mingtang
from mingtang.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class Route:
    """An address the gateway sends to a system, and how it is guarded."""

    path: str
    #: False: the gateway itself sends visitors without a session to the login page.
    public: bool = True
    #: Only staff sessions pass.
    staff: bool = False
    #: Through the WAF; `inspect_body` off for editors' rich text, which looks like an attack.
    inspect: bool = True
    inspect_body: bool = True
    #: Requests per second and burst, for each client address.
    rate: int = 20
    burst: int = 40
    body_megabytes: int = 1
    #: Seconds an anonymous GET answer may be kept, and served stale when the system is down.
    cache_seconds: int = 0
    websocket: bool = False


@dataclass(frozen=True, kw_only=True)
class Call:
    """A synchronous question to another system, and what happens when it does not answer."""

    system: str
    operation: str
    when_down: str


@dataclass(frozen=True, kw_only=True)
class System:
    name: str
    #: What people call it, in Chinese.
    title: str
    purpose: str
    #: Added to the platform's port.
    port_offset: int
    routes: Sequence[Route] = ()
    announces: Sequence[type[Event]] = ()
    #: Event -> dotted paths of the handlers, resolved inside the system's own process.
    reacts_to: Mapping[type[Event], Sequence[str]] = field(default_factory=dict)
    calls: Sequence[Call] = ()
    #: Whether a worker process runs beside the web process (relay, jobs).
    has_worker: bool = False
    #: Management commands that run for ever, each in a process of its own that is watched and restarted.
    guards: Sequence[str] = ()
    #: Whether the system has a database of its own (the gateway has none).
    has_database: bool = True


def find_manifest(name: str) -> System:
    """Return the manifest of one system."""
    manifest: System = importlib.import_module(f"mingtang.{name}.system").SYSTEM
    return manifest


@cache
def load_manifests() -> tuple[System, ...]:
    """Return every system's manifest, by port offset. Finds them by scanning; knows no name."""
    names = [
        module.name
        for module in pkgutil.iter_modules(mingtang.__path__)
        if module.ispkg and _has_manifest(module.name)
    ]
    return tuple(sorted(map(find_manifest, names), key=lambda system: system.port_offset))


def _has_manifest(package: str) -> bool:
    module = f"mingtang.{package}.system"
    return module != __name__ and importlib.util.find_spec(module) is not None
