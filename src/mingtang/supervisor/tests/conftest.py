"""A state folder of its own, and a watch over small processes."""

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mingtang.supervisor.places import Places
from mingtang.supervisor.process import Process, State
from mingtang.supervisor.spec import Spec
from mingtang.supervisor.watch import Watch


@pytest.fixture
def places(tmp_path) -> Places:
    made = Places(root=tmp_path, home=tmp_path / "home", port=18300, environment="demo")
    made.make()
    return made


class Watched:
    """A watch whose story is written down, and which can be told what to do at each turn."""

    def __init__(self, places: Places, specs: Sequence[Spec]) -> None:
        self.story: list[tuple[str, State]] = []
        self.pids: list[int] = []
        self._reactions: list[Callable[[Process], None]] = []
        self.watch = Watch(specs, log_of=places.log_of, control=places.control, tell=self._told)

    def when(self, name: str, state: State, react: Callable[[Process], None]) -> None:
        def reaction(process: Process) -> None:
            if process.spec.name == name and process.state is state:
                react(process)

        self._reactions.append(reaction)

    def run(self) -> None:
        self.watch.run(when_ready=lambda: None)

    def states_of(self, name: str) -> list[State]:
        return [state for told, state in self.story if told == name]

    def stop(self, _process: Process) -> None:
        self.watch.stop()

    def _told(self, process: Process) -> None:
        self.story.append((process.spec.name, process.state))
        if process.pid:
            self.pids.append(process.pid)
        for reaction in self._reactions:
            reaction(process)


@pytest.fixture
def watched(places) -> Callable[..., Watched]:
    return lambda *specs: Watched(places, specs)


def sleeper(name: str, **facts) -> Spec:
    return Spec(name=name, command=["/bin/sleep", "60"], environment=dict(os.environ), **facts)


def kill_once() -> Callable[[Process], None]:
    """Return a reaction that kills the process the first time only."""
    left = [True]

    def kill(process: Process) -> None:
        if left and process.pid:
            left.clear()
            os.kill(process.pid, signal.SIGKILL)

    return kill


def is_gone(pid: int) -> bool:
    """Whether the process has ended. In a container nobody may have collected what is left of it."""
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" in status.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
