"""How other commands talk to the running supervisor: one JSON line each way on a Unix socket."""

import contextlib
import json
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mingtang.supervisor.trouble import NotRunning

Answer = Callable[[dict[str, Any]], dict[str, Any]]
ANSWERS_WITHIN_SECONDS = 5.0


class ControlServer:
    def __init__(self, path: Path, answers: Mapping[str, Answer]) -> None:
        self._path = path
        self._answers = answers
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

    def __enter__(self) -> Self:
        self._path.unlink(missing_ok=True)
        self._socket.bind(str(self._path))
        self._path.chmod(0o600)
        self._socket.listen(8)
        self._socket.setblocking(False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def fileno(self) -> int:
        return self._socket.fileno()

    def answer_one(self) -> None:
        """Answer the question that is waiting. A caller who dawdles gets nothing."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            caller, _ = self._socket.accept()
            with caller:
                caller.settimeout(0.5)
                question = json.loads(caller.makefile().readline())
                answer = self._answers[question["do"]](question)
                caller.sendall(json.dumps(answer).encode() + b"\n")


def ask(path: Path, **question: Any) -> dict[str, Any]:
    """Ask the running supervisor."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWERS_WITHIN_SECONDS)
        try:
            connection.connect(str(path))
            connection.sendall(json.dumps(question).encode() + b"\n")
            answer: dict[str, Any] = json.loads(connection.makefile().readline())
        except (OSError, ValueError) as error:
            raise NotRunning from error
    return answer
