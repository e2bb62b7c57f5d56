"""What a process is, before it runs: how to start it, what it needs, when it is ready."""

import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

#: Runs inside the forked child; its return value is the exit code (None is 0).
Call = Callable[[], int | None]


class Probe(Protocol):
    """Tells whether a started process can do its work. Never waits."""

    def is_ready(self, *, seconds_alive: float) -> bool: ...


@dataclass(frozen=True)
class Alive:
    """Ready once it has lived so long."""

    seconds: float = 0.0

    def is_ready(self, *, seconds_alive: float) -> bool:
        return seconds_alive >= self.seconds


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One process of the platform. Exactly one of `command` and `call` is given.

    A `call` runs in a fork of the supervisor, which has imported the large libraries already.
    """

    name: str
    command: Sequence[str] = ()
    call: Call | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    #: Names that must be ready (processes) or done (steps) before this one starts.
    needs: Sequence[str] = ()
    probe: Probe = field(default_factory=Alive)
    stop_signal: signal.Signals = signal.SIGTERM
    stops_within_seconds: float = 8.0
    #: Stopped in this order, low first: the door before the rooms, the database last.
    stop_order: int = 1
    #: The account to run as; None keeps the caller's.
    account: str | None = None
    #: Whether it goes on when the supervisor itself is killed: published pages need no supervisor.
    #: The next start ends what such a death has left behind.
    outlives_supervisor: bool = False
    #: A step runs once and must end well; a process is kept alive.
    is_step: bool = False
    #: Whether nothing can start without it. What is not vital is shown as failed or failing, and
    #: the rest goes on.
    is_vital: bool = False
    #: Called when a step has ended well.
    when_done: Callable[[], None] | None = None
