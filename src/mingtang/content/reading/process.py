"""Has a file read in a process of its own, under limits, and turns what comes back into a reading."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingtang.content.parsing.errors import MarkedSecret
from mingtang.content.reading import errors as own_errors
from mingtang.content.reading.errors import ReadingStopped, ReadingTooHeavy, ReadingTookTooLong
from mingtang.documents import errors as reading_errors
from mingtang.documents.errors import FileNotRead, FileTooLarge
from mingtang.documents.reading import MOST_BYTES
from mingtang.kernel.errors import Refusal
from mingtang.kernel.logs import log

LONGEST_SECONDS = 900.0
#: How often it is asked whether the person still wants the file read.
ASK_SECONDS = 0.5
_PROGRAM = (sys.executable, "-m", "mingtang.content.reading.program")


@dataclass(frozen=True, kw_only=True)
class Reading:
    text: str
    kind: str
    pages: int
    is_scan: bool
    values: dict[str, list[dict[str, Any]]]
    structure: list[dict[str, Any]]
    tables: list[dict[str, Any]]
    blocks: list[dict[str, Any]]
    warnings: list[str]

    def as_stored(self) -> dict[str, Any]:
        """What is kept beside the text and the values, which have places of their own."""
        names = ("kind", "pages", "is_scan", "structure", "tables", "blocks", "warnings")
        return {name: getattr(self, name) for name in names}


def always() -> bool:
    return True


def read_safely(
    path: Path,
    *,
    goes_on: Callable[[], bool] = always,
    longest_seconds: float = LONGEST_SECONDS,
    program: tuple[str, ...] = _PROGRAM,
) -> Reading:
    """Return what stands in the file, or refuse with the sentence the reader gave."""
    if path.stat().st_size > MOST_BYTES:
        raise FileTooLarge
    process = subprocess.Popen(
        [*program, str(path)],
        env=_environment(path.parent),
        cwd=path.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        answer = _wait(process, goes_on, longest_seconds)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    return _understood(process.returncode, answer)


def _environment(folder: Path) -> dict[str, str]:
    """Where Python finds its modules, and no secret."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }


def _wait(
    process: subprocess.Popen[bytes], goes_on: Callable[[], bool], longest_seconds: float
) -> bytes:
    end = time.monotonic() + longest_seconds
    while True:
        try:
            answer, complaint = process.communicate(timeout=ASK_SECONDS)
        except subprocess.TimeoutExpired as error:
            if not goes_on():
                raise ReadingStopped from error
            if time.monotonic() >= end:
                raise ReadingTookTooLong from error
            continue
        if process.returncode:
            # The last line names the fault; it holds no text of the file.
            lines = complaint.decode(errors="replace").strip().splitlines()
            last = lines[-1].split(":")[0][:100] if lines else ""
            log.warning("reader_broke", code=process.returncode, fault=last)
        return answer


def _understood(code: int, answer: bytes) -> Reading:
    if code == -24:  # SIGXCPU
        raise ReadingTookTooLong
    if code:
        raise ReadingTooHeavy if code in (-9, -6) else FileNotRead
    said = json.loads(answer)
    if "refused" in said:
        raise refusal_named(said["refused"], said.get("sentence", ""))
    return Reading(**said)


def refusal_named(name: str, sentence: str) -> Refusal:
    """Return the refusal the reader met, as if it had been raised here."""
    if name == MarkedSecret.__name__:
        return MarkedSecret()
    kind: type[Refusal] = getattr(reading_errors, name, getattr(own_errors, name, FileNotRead))
    if not sentence:
        return kind()
    refusal = kind.__new__(kind)
    refusal.args = (sentence,)
    return refusal
