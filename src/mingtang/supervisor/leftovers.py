"""Processes an earlier supervisor left behind when it was killed: found by their own notes, ended."""

import contextlib
import json
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from mingtang.supervisor.launching import kill_group

ENDS_WITHIN_SECONDS = 8.0


class Roll:
    """A file with the process ids that run now and when each was started."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, pids: Iterable[int]) -> None:
        born = {}
        for pid in pids:
            with contextlib.suppress(psutil.NoSuchProcess):
                born[str(pid)] = psutil.Process(pid).create_time()
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps(born))
        beside.replace(self._path)

    def leftovers(self) -> list[psutil.Process]:
        """Return those still alive. A reused process id has another birth time."""
        if not self._path.exists():
            return []
        found = []
        for pid, born in json.loads(self._path.read_text()).items():
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(int(pid))
                if abs(process.create_time() - born) < 1.0:
                    found.append(process)
        return found


def end_leftovers(roll: Roll) -> int:
    """End what is left of an earlier run; return how many there were.

    SIGINT is PostgreSQL's fast and clean shutdown, and ends the others too.
    """
    left = roll.leftovers()
    for process in left:
        kill_group(process.pid, signal.SIGINT)
        kill_group(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + ENDS_WITHIN_SECONDS
    _, alive = psutil.wait_procs(left, timeout=max(0.0, deadline - time.monotonic()))
    for process in alive:
        kill_group(process.pid, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=2)
    return len(left)
