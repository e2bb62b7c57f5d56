"""The room where files lie that nobody may open by address; what must not stay is wiped."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from mingtang.kernel.crypto.sm3 import sm3

CHUNK = 1 << 20


def root() -> Path:
    folder: Path = settings.INTAKE_ROOT
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def path_of(place: str) -> Path:
    return root() / place


def suffix_of(name: str) -> str:
    """The file's own extension, if it is one: it is all that is kept of a name on disk."""
    suffix = Path(name).suffix
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 8 else ""


def waiting_place(name: str) -> str:
    """A fresh place for a file that has not been read yet."""
    (root() / "waiting").mkdir(exist_ok=True, mode=0o700)
    return f"waiting/{secrets.token_hex(16)}{suffix_of(name)}"


@contextmanager
def reading_room() -> Iterator[Path]:
    """A folder for files being read; whatever is left in it at the end is wiped."""
    room = root() / "reading" / secrets.token_hex(16)
    room.mkdir(parents=True, mode=0o700)
    try:
        yield room
    finally:
        wipe(room)


def wipe(path: Path) -> None:
    """Remove a file or folder; the content is written over first."""
    if path.is_dir():
        for entry in path.iterdir():
            wipe(entry)
        path.rmdir()
    elif path.is_file():
        left = path.stat().st_size
        with path.open("r+b") as file:
            while left > 0:
                left -= file.write(b"\0" * min(CHUNK, left))
            file.flush()
            os.fsync(file.fileno())
        path.unlink(missing_ok=True)


def keep(path: Path, *, reference: str, number: int) -> str:
    """Copy a file that has been read to where it stays; return its place."""
    place = f"kept/{reference}/{number}{suffix_of(path.name)}"
    target = path_of(place)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(path, target)
    return place


def forget(reference: str) -> None:
    """Remove what was kept under a reference that came to nothing."""
    wipe(path_of(f"kept/{reference}"))


def digest_of_file(path: Path) -> str:
    return sm3(path.read_bytes()).hex()


def receive(chunks: Iterable[bytes], *, name: str) -> str:
    """Write an upload to a place of its own, where it waits to be read."""
    place = waiting_place(name)
    with path_of(place).open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    return place


def sweep(*, before: float, known: set[str]) -> int:
    """Wipe what a killed process left behind: older than a moment and known to nobody."""
    left = [
        path
        for folder in ("waiting", "reading")
        if (root() / folder).is_dir()
        for path in (root() / folder).iterdir()
        if f"{folder}/{path.name}" not in known and path.stat().st_mtime < before
    ]
    for path in left:
        wipe(path)
    return len(left)
