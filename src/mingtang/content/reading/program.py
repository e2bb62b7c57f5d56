"""The program that reads one file and writes what it found as JSON. It runs in a process of its own.

    python -m mingtang.content.reading.program FILE

A hostile file can only harm this process: it knows no database and no secret, dies with whoever
started it, and has a limit on memory, processor time, open files and what it writes.
"""

import ctypes
import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from mingtang.content.parsing.as_json import as_plain
from mingtang.content.parsing.parsing import parse_file
from mingtang.documents.model import Block, Table
from mingtang.kernel.errors import Refusal

MEMORY_BYTES = 4 << 30
PROCESSOR_SECONDS = 900
_PARENT_DEATH_SIGNAL = 1
_BREADTH = 64 << 20


def read(path: Path) -> dict[str, Any]:
    """Return the reading, or the refusal by name and sentence."""
    try:
        document, policy = parse_file(path)
    except Refusal as refusal:
        return {"refused": type(refusal).__name__, "sentence": str(refusal)}
    except (MemoryError, RecursionError):
        return {"refused": "ReadingTooHeavy"}
    plain = as_plain(document, policy, file="")
    structure, tables, warnings = (plain.pop(key) for key in ("structure", "tables", "warnings"))
    source = plain.pop("source")
    return {
        "text": source["text"],
        "kind": source["kind"],
        "pages": source["pages"],
        "is_scan": document.is_scan,
        "values": plain,
        "structure": structure,
        "tables": [
            _table(table, rows) for table, rows in zip(document.tables, tables, strict=True)
        ],
        "blocks": [_block(block) for block in document.blocks],
        "warnings": warnings,
    }


def _block(block: Block) -> dict[str, Any]:
    return {"start": block.start, "end": block.end, "page": block.page, "kind": str(block.kind)}


def _table(table: Table, rows: list[list[str]]) -> dict[str, Any]:
    return {"start": table.start, "end": table.end, "page": table.page, "rows": rows}


def _confine() -> None:
    """Give up what reading does not need."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, _BREADTH),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def main() -> None:
    _confine()
    json.dump(read(Path(sys.argv[1])), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
