"""`mingtang logs`: the last lines of one process or of all, and what comes after."""

import time
from pathlib import Path

from mingtang.supervisor.console import say
from mingtang.supervisor.places import Places
from mingtang.supervisor.trouble import Trouble

LOOKS_EVERY_SECONDS = 0.3


def follow_logs(places: Places, *, process: str, lines: int, goes_on: bool) -> None:
    logs = _find_logs(places, process)
    positions = {}
    for log in logs:
        text = log.read_bytes()
        positions[log] = len(text)
        for line in text.decode(errors="replace").splitlines()[-lines:]:
            _show(log, line, alone=len(logs) == 1)
    while goes_on:
        time.sleep(LOOKS_EVERY_SECONDS)
        for log in logs:
            positions[log] = _show_new(log, positions[log], alone=len(logs) == 1)


def _find_logs(places: Places, process: str) -> list[Path]:
    wanted = places.log_of(process) if process else None
    if wanted is None:
        return sorted(places.logs.glob("*.log"))
    if not wanted.exists():
        names = " ".join(sorted(log.stem for log in places.logs.glob("*.log")))
        raise Trouble(
            f"没有 {process} 的日志。有：{names}",
            f"There is no log of {process}; there are: {names}",
        )
    return [wanted]


def _show_new(log: Path, position: int, *, alone: bool) -> int:
    """Show what was added; a log that has shrunk was put aside and begins anew."""
    size = log.stat().st_size
    if size < position:
        position = 0
    with log.open("rb") as file:
        file.seek(position)
        text = file.read()
    whole = text[: text.rfind(b"\n") + 1]
    for line in whole.decode(errors="replace").splitlines():
        _show(log, line, alone=alone)
    return position + len(whole)


def _show(log: Path, line: str, *, alone: bool) -> None:
    say(line if alone else f"{log.stem:<18} {line}")
