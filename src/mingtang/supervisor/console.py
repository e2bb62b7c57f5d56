"""What the operator reads on the terminal: few lines, Chinese first."""

import sys
import time
from collections.abc import Callable

from mingtang.supervisor.process import Process, State
from mingtang.supervisor.watch import last_line

_WORDS = {
    State.READY: "就绪",
    State.DONE: "完成",
    State.FAILED: "失败",
}


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class Progress:
    """Tells each change worth knowing: what became ready, what died and why."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()

    @property
    def seconds(self) -> float:
        return self._clock() - self._began

    def tell(self, process: Process) -> None:
        name, state = process.spec.name, process.state
        if state is State.STARTING and process.spec.is_step:
            self._say(f"… {name}")
        elif state in _WORDS:
            self._say(f"{'✗' if state is State.FAILED else '✓'} {name} {_WORDS[state]} {state}")
        elif state is State.PAUSING:
            self._say(f"! {name} 意外停止，正在重启 died and is restarted ({process.last_end})")
            if process.is_failing:
                self._say(f"  {last_line(process.log)}  ({process.log})")

    def _say(self, text: str) -> None:
        say(f"{self.seconds:6.1f}s  {text}")
