"""Keeps what somebody put in place of a published file, for those who find out who did it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from mingtang.content.site import disk
from mingtang.kernel.settings import home

#: Of one attack: enough to see what it was, too little to fill the disk.
MOST_FILES, LARGEST_BYTES = 50, 5 * 1024 * 1024
#: Attacks kept; the oldest goes first.
MOST_ATTACKS = 50


def evidence_folder() -> Path:
    return home() / "site-evidence"


class Evidence:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = 0

    def keep(self, path: str) -> None:
        """Copy a file as it lies there; a link is noted, not followed."""
        source = disk.site_folder() / path
        if self._kept >= MOST_FILES or not os.path.lexists(source):
            return
        target = self._folder / path.replace("/", "__")[-200:]
        if source.is_symlink():
            self._write(target, f"-> {source.readlink()}\n".encode())
        elif source.is_file() and source.stat().st_size <= LARGEST_BYTES:
            self._write(target, source.read_bytes())

    def _write(self, target: Path, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(0o600)
        self._kept += 1


@contextmanager
def collecting() -> Iterator[Evidence]:
    """Collect the traces of one attack."""
    yield Evidence(evidence_folder() / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}")
    kept = sorted(evidence_folder().glob("*")) if evidence_folder().exists() else []
    for folder in kept[:-MOST_ATTACKS]:
        shutil.rmtree(folder, ignore_errors=True)
