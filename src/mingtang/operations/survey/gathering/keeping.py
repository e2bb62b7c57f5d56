"""Keeping: what is known so far lies in a file, one line each, so that a stopped inspection goes on where it was."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from mingtang.operations.survey.facts import File, Page, as_plain, from_plain

NAME = "progress.jsonl"


class Keeper:
    """Writes facts down as they come; `known` yields those of the time before."""

    def __init__(self, path: Path | None, *, origin: str) -> None:
        self.path, self.origin = path, origin
        self._file: TextIO | None = None

    def can_resume(self) -> bool:
        return next(self._lines(), {}).get("origin") == self.origin

    def known(self) -> Iterator[Page | File]:
        lines = self._lines()
        if next(lines, {}).get("origin") != self.origin:
            return
        for line in lines:
            yield from_plain(line)

    def begin(self, *, anew: bool) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("w" if anew else "a", encoding="utf-8", errors="replace")
        if anew:
            self._write({"origin": self.origin})

    def keep(self, facts: Page | File) -> None:
        if self._file is not None:
            self._write(as_plain(facts))

    def finish(self) -> None:
        """Everything is known: nothing is left to resume."""
        self.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, plain: dict[str, Any]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(plain, ensure_ascii=False) + "\n")

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Yield whole lines; the last may be cut where a crash came."""
        if self.path is None or not self.path.exists():
            return
        with self.path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    yield json.loads(line)
                except ValueError:
                    return
