"""A second copy of every published file, out of the web server's reach, to put a damaged site right from.

Copies are named after the SM3 of what they hold, so a copy that was touched is not believed. They
are not flushed to disk one by one: what a power cut takes is rendered again.
"""

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from mingtang.content.site.manifest import digest
from mingtang.kernel.settings import home

#: Pages shrink to a fifth; a higher level costs more time than it saves space.
LEVEL = 1
OWNER_ONLY_FOLDER, OWNER_ONLY_FILE = 0o700, 0o600


def sealed_folder() -> Path:
    return home() / "site-sealed"


def keep(sm3: str, content: bytes) -> None:
    target = _place(sm3)
    if target.exists():
        return
    sealed_folder().mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    target.parent.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    temporary = target.with_suffix(f".{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(zlib.compress(content, LEVEL))
        os.fchmod(file.fileno(), OWNER_ONLY_FILE)
    temporary.replace(target)


def find(sm3: str) -> bytes | None:
    """Return the content with this SM3; nothing if the copy is lost or is no longer that."""
    try:
        content = zlib.decompress(_place(sm3).read_bytes())
    except (OSError, zlib.error):
        return None
    return content if digest(content) == sm3 else None


def kept() -> set[str]:
    """Return the SM3 of every copy."""
    return {copy.name for copy in sealed_folder().glob("*/*")}


def drop(fingerprints: Iterable[str]) -> None:
    """Throw copies away: what was withdrawn is nowhere."""
    for sm3 in fingerprints:
        _place(sm3).unlink(missing_ok=True)


def _place(sm3: str) -> Path:
    return sealed_folder() / sm3[:2] / sm3
