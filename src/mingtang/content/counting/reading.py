"""The access log as pieces: what is new since the last reading, also across a rotation."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Read and stored at once; a reading that is killed repeats at most this much, uncounted.
PIECE_BYTES = 32 * 2**20


@dataclass(frozen=True)
class Piece:
    """Whole lines, and where the next reading starts."""

    lines: list[bytes]
    inode: int
    offset: int


def next_piece(log: Path, *, inode: int, offset: int) -> Piece | None:
    """Return the next whole lines after a place, or nothing when everything has been read.

    A file that was put aside under another name is read to its end before the new one.
    """
    for file, start in _files(log, inode=inode, offset=offset):
        piece = _read(file, start)
        if piece is not None:
            return piece
    return None


def _files(log: Path, *, inode: int, offset: int) -> Iterator[tuple[Path, int]]:
    """Yield the files to read in their order, each with where to begin."""
    try:
        current = log.stat()
    except OSError:
        current = None
    if inode and (current is None or current.st_ino != inode):
        aside = [f for f in log.parent.glob(f"{log.name}*") if f.stat().st_ino == inode]
        yield from ((file, offset) for file in aside if file.stat().st_size > offset)
        offset = 0
    if current is None:
        return
    # Shorter than what was read: emptied in place, so it begins again.
    is_shorter = current.st_ino == inode and current.st_size < offset
    yield log, 0 if is_shorter or current.st_ino != inode else offset


def _read(file: Path, start: int) -> Piece | None:
    with file.open("rb") as opened:
        inode = opened.fileno() and file.stat().st_ino
        opened.seek(start)
        data = opened.read(PIECE_BYTES)
    end = data.rfind(b"\n") + 1
    if not end:
        return None
    return Piece(data[:end].splitlines(), inode, start + end)
