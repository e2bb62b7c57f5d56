"""One supervised process: started, watched, restarted with growing pauses, stopped."""

import os
import signal
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from mingtang.supervisor.launching import kill_group, launch
from mingtang.supervisor.spec import Spec

#: Pauses before the first, second, … restart; the first comes at once.
PAUSES_IN_SECONDS = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
#: Having lived so long, a process has earned a fresh start of the pauses.
HEALTHY_AFTER_SECONDS = 30.0
#: Dying so often in a row, a process is shown as failing.
FAILING_AFTER_DEATHS = 3


class State(StrEnum):
    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    PAUSING = "restarting"
    FAILED = "failed"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"


ENDED = frozenset({State.STOPPED, State.DONE, State.FAILED})
_SETTLED = frozenset({State.READY, State.DONE, State.FAILED})


class Process:
    def __init__(self, spec: Spec, *, log: Path, tell: Callable[["Process"], None]) -> None:
        self.spec = spec
        self.log = log
        self.state = State.WAITING
        self.pid: int | None = None
        self.deaths = 0
        self.deaths_in_a_row = 0
        self.last_end = ""
        self.started_at = 0.0
        self._resume_at = 0.0
        self._kill_at = 0.0
        self._tell = tell

    @property
    def satisfies(self) -> bool:
        """Whether those who need this one may start."""
        return self.state is (State.DONE if self.spec.is_step else State.READY)

    @property
    def is_failing(self) -> bool:
        return self.deaths_in_a_row >= FAILING_AFTER_DEATHS

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be waited for: it works, or it has shown that it does not."""
        return self.state in _SETTLED or self.is_failing

    @property
    def has_no_hope(self) -> bool:
        return self.state is State.FAILED or self.is_failing

    def tick(self, now: float, *, may_start: bool) -> None:
        """Take the next step that is due."""
        if (self.state is State.WAITING and may_start) or (
            self.state is State.PAUSING and now >= self._resume_at
        ):
            self._start(now)
        elif self.state is State.STARTING and self._is_ready(now):
            self._enter(State.READY)
        elif self.state is State.READY and now - self.started_at > HEALTHY_AFTER_SECONDS:
            self.deaths_in_a_row = 0
        elif self.state is State.STOPPING and now >= self._kill_at and self.pid:
            kill_group(self.pid, signal.SIGKILL)
        self._reap(now)

    def stop(self, now: float) -> None:
        if self.pid is None:
            self._enter(self.state if self.state in ENDED else State.STOPPED)
        elif self.state is not State.STOPPING:
            self._kill_at = now + self.spec.stops_within_seconds
            self._signal(self.spec.stop_signal)
            self._enter(State.STOPPING)

    def restart(self) -> None:
        """End it; the watch then starts it again at once."""
        if self.pid:
            self.deaths_in_a_row = 0
            self._signal(self.spec.stop_signal)

    def as_dict(self, now: float) -> dict[str, Any]:
        return {
            "name": self.spec.name,
            "state": str(self.state),
            "pid": self.pid,
            "seconds": round(now - self.started_at, 1) if self.pid else None,
            "restarts": self.deaths,
            "is_failing": self.is_failing,
            "is_step": self.spec.is_step,
            "last_end": self.last_end,
            "log": str(self.log),
        }

    def _signal(self, number: signal.Signals) -> None:
        if self.pid:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return

    def _start(self, now: float) -> None:
        self.pid = launch(self.spec, log=self.log)
        self.started_at = now
        self._enter(State.STARTING)

    def _is_ready(self, now: float) -> bool:
        if self.spec.is_step:
            return False
        return self.spec.probe.is_ready(seconds_alive=now - self.started_at)

    def _reap(self, now: float) -> None:
        if self.pid is None:
            return
        ended, status = os.waitpid(self.pid, os.WNOHANG)
        if ended:
            kill_group(self.pid, signal.SIGKILL)  # what it left behind still holds its port
            self.pid = None
            self._end(now, os.waitstatus_to_exitcode(status))

    def _end(self, now: float, code: int) -> None:
        self.last_end = _in_words(code)
        if self.state is State.STOPPING:
            self._enter(State.STOPPED)
        elif self.spec.is_step:
            self._finish_step(code)
        else:
            self._pause(now)

    def _finish_step(self, code: int) -> None:
        if code == 0 and self.spec.when_done:
            self.spec.when_done()
        self._enter(State.DONE if code == 0 else State.FAILED)

    def _pause(self, now: float) -> None:
        if now - self.started_at > HEALTHY_AFTER_SECONDS:
            self.deaths_in_a_row = 0
        pause = PAUSES_IN_SECONDS[min(self.deaths_in_a_row, len(PAUSES_IN_SECONDS) - 1)]
        self.deaths += 1
        self.deaths_in_a_row += 1
        self._resume_at = now + pause
        self._enter(State.PAUSING)

    def _enter(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self._tell(self)


def _in_words(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"
