"""Write and remove files so that a reader sees the old one or the new one, never a half."""

import ctypes
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from mingtang.kernel.settings import home

TEMPORARY_PREFIX = ".writing-"
FILE_MODE, FOLDER_MODE = 0o644, 0o755
#: From so many files on, one flush of the file system is cheaper than one for each file.
MANY_FILES = 32


class OutsideTheSite(ValueError):  # noqa: N818  says what is wrong with the path
    """A path that would leave the folder of the site."""


def site_folder() -> Path:
    return home() / "site"


def manifest_folder() -> Path:
    """Beside the site, not in it: the web server does not show it."""
    return home() / "site-manifest"


def place(path: str) -> Path:
    """Return where a site path lies on disk."""
    parts = path.split("/")
    if not path or any(part in {"", ".", ".."} or part.startswith(".") for part in parts):
        raise OutsideTheSite(path)
    return site_folder().joinpath(*parts)


class Batch:
    """Files that are written beside their places, made durable, and moved in one after the other.

    All content is durable before the first file moves: a power cut leaves old files or new ones.
    """

    def __init__(self) -> None:
        self._waiting: dict[Path, Path] = {}
        self._folders: set[Path] = set()

    def write(self, target: Path, content: bytes) -> None:
        """Write beside the target. Readers see nothing of it yet."""
        if target.parent not in self._folders:
            _make_way(target.parent)
        temporary = target.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{target.name}")
        with temporary.open("wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), FILE_MODE)
        self._waiting[target] = temporary
        self._folders.add(target.parent)

    def forget(self, target: Path) -> None:
        """Drop what was to come to this place."""
        temporary = self._waiting.pop(target, None)
        if temporary is not None:
            temporary.unlink(missing_ok=True)
            self._folders.discard(target.parent)

    def finish(self) -> None:
        _make_contents_durable(list(self._waiting.values()))
        for target, temporary in self._waiting.items():
            _move_in(temporary, target)
        _make_folders_durable(self._folders)
        self._waiting, self._folders = {}, set()

    def discard(self) -> None:
        """Leave nothing behind of what never moved in."""
        for target in list(self._waiting):
            self.forget(target)


def write(target: Path, content: bytes) -> None:
    """Write one file, durably and in one step."""
    batch = Batch()
    batch.write(target, content)
    batch.finish()


def remove(target: Path) -> None:
    """Remove a file, or whatever lies in its place, and the folders it leaves empty."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    _drop_empty_folders(target)


def entries(folder: Path | None = None) -> Iterator[os.DirEntry[str]]:
    """Walk everything below the site's folder, folders included, never following a link."""
    try:
        listing = list(os.scandir(folder or site_folder()))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in listing:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from entries(Path(entry.path))


def published_paths() -> set[str]:
    """Every file that lies in the site's folder, also what nobody published."""
    root = f"{site_folder()}/"
    return {
        entry.path.removeprefix(root)
        for entry in entries()
        if not entry.is_dir(follow_symlinks=False) and not entry.name.startswith(TEMPORARY_PREFIX)
    }


def is_as_published(found: os.stat_result) -> bool:
    """Whether it is a plain file that everybody may read and only the owner may change."""
    return stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) == FILE_MODE


def _make_way(folder: Path) -> None:
    """Make a folder. A link or a file in its way, which would lead outside or nowhere, goes."""
    if folder not in (site_folder(), manifest_folder()) and folder != folder.parent:
        if site_folder() in folder.parents:
            _make_way(folder.parent)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(FOLDER_MODE)


def _move_in(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except IsADirectoryError:  # somebody has put a folder there
        shutil.rmtree(target)
        temporary.replace(target)


def _drop_empty_folders(target: Path) -> None:
    for folder in target.parents:
        if folder in (site_folder(), site_folder().parent):
            return
        with suppress(OSError):
            folder.rmdir()
            continue
        return


def _make_contents_durable(files: list[Path]) -> None:
    if len(files) >= MANY_FILES and _flush_file_system(files[0]):
        return
    for file in files:
        _flush(file)


def _make_folders_durable(folders: Iterable[Path]) -> None:
    """Make renames survive a power cut."""
    known = [folder for folder in folders if folder.exists()]
    if len(known) >= MANY_FILES and _flush_file_system(known[0]):
        return
    for folder in known:
        _flush(folder)


def _flush(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_file_system(place: Path) -> bool:
    """Flush the file system a file lies on; tell whether this system can."""
    flush = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if flush is None:
        return False
    handle = os.open(place, os.O_RDONLY)
    try:
        return bool(flush(handle) == 0)
    finally:
        os.close(handle)
