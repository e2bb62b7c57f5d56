"""A process of its own in which formats are made: fonts and pictures take memory, which goes when it ends.

It also keeps the worker alive whatever a text does to the printer. It ends with its parent: it reads
orders from a pipe, and the pipe closes.
"""

import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any, BinaryIO, cast

from mingtang.content.formats.making import Address, Made, make_all
from mingtang.content.sources.source import Source

#: One page takes a few seconds, on a crowded machine a minute; what takes this long will not end.
LONGEST_SECONDS = 180.0
_NICE = 5
_LENGTH = struct.Struct(">Q")
_ALL = "all"


class Workshop:
    """Makes one source after another in the other process; one that kills it costs only itself."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def make(self, source: Source, *, site: str, address: Address) -> Made:
        process = self._running()
        timer = Timer(LONGEST_SECONDS, process.kill)
        timer.start()
        try:
            _send(cast(BinaryIO, process.stdin), (source, site, address))
            return cast(Made, _receive(cast(BinaryIO, process.stdout)))
        except (EOFError, OSError):
            process.kill()
            return Made({}, {_ALL: "制作时程序中断，请看日志"})
        finally:
            timer.cancel()

    def close(self) -> None:
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        return self._process


@contextmanager
def open_workshop() -> Iterator[Workshop]:
    workshop = Workshop()
    try:
        yield workshop
    finally:
        workshop.close()


def _send(pipe: BinaryIO, what: object) -> None:
    content = pickle.dumps(what)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def _receive(pipe: BinaryIO) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return pickle.loads(content)  # noqa: S301  from our own parent or child, through a private pipe


def _serve() -> None:
    """Answer until the parent closes the pipe. What libraries print must not get between the answers."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    os.nice(_NICE)
    while True:
        try:
            source, site, address = _receive(sys.stdin.buffer)
        except EOFError:
            return
        _send(answers, make_all(source, site=site, address=address))


if __name__ == "__main__":
    # The answers are pickled by the names of this package, not of __main__.
    from mingtang.content.formats import workshop

    workshop._serve()
    sys.stderr.flush()
    os._exit(0)  # nothing is left to tidy, and taking the fonts down takes seconds
