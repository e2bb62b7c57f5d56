"""Keeps the logs from filling the disk: a large one is put aside, one generation is kept."""

import os
import shutil
from pathlib import Path

LARGEST_BYTES = 20 * 2**20


def trim_logs(folder: Path) -> None:
    """Copy and empty: a process goes on writing (append only) into the same file."""
    for log in folder.glob("*.log"):
        if log.stat().st_size > LARGEST_BYTES:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)
