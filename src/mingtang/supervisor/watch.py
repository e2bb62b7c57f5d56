"""The watch: one thread that starts, watches and stops every process of the platform."""

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mingtang.supervisor.control import ControlServer
from mingtang.supervisor.process import ENDED, Process
from mingtang.supervisor.spec import Spec
from mingtang.supervisor.trouble import StepFailed

BUSY_TICK_SECONDS = 0.05
CALM_TICK_SECONDS = 1.0
#: More steps at once would only slow each other down on two cores.
STEPS_AT_ONCE = 2


class Watch:
    def __init__(
        self,
        specs: Sequence[Spec],
        *,
        log_of: Callable[[str], Path],
        control: Path,
        tell: Callable[[Process], None],
    ) -> None:
        self.processes = {
            spec.name: Process(spec, log=log_of(spec.name), tell=tell) for spec in specs
        }
        self._control_path = control
        self._is_ending = False
        self._wakeup: tuple[int, int] | None = None
        self._answers = {
            "status": lambda _: self.as_dict(),
            "stop": self._answer_stop,
            "restart": self._answer_restart,
        }

    @property
    def is_ready(self) -> bool:
        return all(process.is_settled for process in self.processes.values())

    def run(self, *, when_ready: Callable[[], None], until_ready: bool = False) -> None:
        """Run until told to stop; whatever happens, nothing is left running."""
        with self._signals(), ControlServer(self._control_path, self._answers) as control:
            try:
                self._run(control, when_ready=when_ready, until_ready=until_ready)
            finally:
                self._stop_all(control)

    def stop(self) -> None:
        self._is_ending = True

    def as_dict(self) -> dict[str, Any]:
        now = time.monotonic()
        return {
            "supervisor": os.getpid(),
            "is_ready": self.is_ready,
            "processes": [process.as_dict(now) for process in self.processes.values()],
        }

    def _run(
        self, control: ControlServer, *, when_ready: Callable[[], None], until_ready: bool
    ) -> None:
        was_ready = False
        while not self._is_ending:
            self._tick_all()
            if not was_ready:
                self._refuse_to_go_on_without()
            if self.is_ready and not was_ready:
                was_ready = True
                when_ready()
                self._is_ending = self._is_ending or until_ready
            self._rest(control)

    def _tick_all(self) -> None:
        now = time.monotonic()
        for process in self.processes.values():
            process.tick(now, may_start=self._may_start(process))

    def _may_start(self, process: Process) -> bool:
        if not all(self.processes[name].satisfies for name in process.spec.needs):
            return False
        return not process.spec.is_step or self._steps_running() < STEPS_AT_ONCE

    def _steps_running(self) -> int:
        return sum(
            process.spec.is_step and process.pid is not None for process in self.processes.values()
        )

    def _refuse_to_go_on_without(self) -> None:
        """While starting, end with a sentence when something vital has failed or keeps dying."""
        for process in self.processes.values():
            if process.spec.is_vital and process.has_no_hope:
                raise StepFailed(process.spec.name, str(process.log), last_line(process.log))

    def _rest(self, control: ControlServer) -> None:
        """Sleep until a signal, a question or the next thing that is due."""
        calm = self.is_ready
        wakeup = [self._wakeup[0]] if self._wakeup else []
        sources: list[Any] = [*wakeup, control]
        seconds = CALM_TICK_SECONDS if calm else BUSY_TICK_SECONDS
        readable, _, _ = select.select(sources, [], [], seconds)
        if control in readable:
            control.answer_one()
        if wakeup and wakeup[0] in readable:
            os.read(wakeup[0], 4096)

    def _stop_all(self, control: ControlServer) -> None:
        running = self.processes.values()
        for order in sorted({process.spec.stop_order for process in running}):
            group = [process for process in running if process.spec.stop_order == order]
            for process in group:
                process.stop(time.monotonic())
            while any(process.state not in ENDED for process in group):
                for process in group:
                    process.tick(time.monotonic(), may_start=False)
                self._rest(control)

    def _answer_stop(self, _: dict[str, Any]) -> dict[str, Any]:
        self.stop()
        return {"supervisor": os.getpid()}

    def _answer_restart(self, question: dict[str, Any]) -> dict[str, Any]:
        process = self.processes.get(str(question.get("name")))
        if process is None or process.spec.is_step:
            return {"error": "no such process"}
        process.restart()
        return {"name": process.spec.name}

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Wake on a child's end; end on Ctrl-C, SIGTERM and a closed terminal."""
        reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._wakeup = (reader, writer)
        ending = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, lambda *_: self.stop()) for number in ending} | {
            signal.SIGCHLD: signal.signal(signal.SIGCHLD, lambda *_: None)
        }
        wakeup_before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(wakeup_before)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(reader)
            os.close(writer)
            self._wakeup = None


def last_line(log: Path) -> str:
    """Return the last line of a log that says something."""
    with contextlib.suppress(OSError):
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines()[-50:]]
        return next((line for line in reversed(lines) if line), "no output")
    return "no output"
