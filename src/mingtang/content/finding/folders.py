"""Watched folders: below one folder of the state folder, and not a step outside of it."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mingtang.content.finding.errors import FolderMissing, FolderRefused
from mingtang.content.finding.model import Entry
from mingtang.kernel.settings import home

#: Policies; other files go with the policy whose name they begin with.
POLICIES = (".pdf", ".docx", ".html", ".htm", ".txt")
MOST_FILES, LARGEST = 5000, 50 * 1024 * 1024
#: A file that changed a moment ago may still be on its way in.
QUIET_SECONDS = 5.0
_ANNEX = re.compile(r"^[-_ （(]*附(件|表)")


@dataclass(frozen=True)
class WatchedFile:
    path: Path
    name: str
    """From the watched folder on, with slashes."""
    state: str
    """Changes when the file is written anew."""

    def read(self) -> bytes:
        return self.path.read_bytes()


def watched_root() -> Path:
    return home() / "watched"


def folder_at(name: str) -> Path:
    """Return a watched folder; refuse every way that leads out of the place for them."""
    parts = re.split(r"[/\\]", name.strip())
    if not name.strip() or any(p in ("", ".", "..") or "\0" in p or ":" in p for p in parts):
        raise FolderRefused
    root = watched_root().resolve()
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root) or path.is_symlink():
        raise FolderRefused
    if not path.is_dir():
        raise FolderMissing
    return path


def files_in(name: str) -> list[WatchedFile]:
    """Return the files that lie still, by name; links are not followed."""
    folder = folder_at(name)
    found: list[WatchedFile] = []
    for path in sorted(folder.rglob("*")):
        is_inside = path.resolve().is_relative_to(folder.resolve())
        if path.is_symlink() or not is_inside or not path.is_file() or path.name[0] in ".~":
            continue
        state = path.stat()
        if state.st_size <= LARGEST and time.time() - state.st_mtime >= QUIET_SECONDS:
            written = f"{state.st_size}-{state.st_mtime_ns}"
            found.append(WatchedFile(path, path.relative_to(folder).as_posix(), written))
        if len(found) >= MOST_FILES:
            break
    return found


def entries_in_folder(name: str) -> Iterator[Entry]:
    """Yield the policies of a folder. A file that was written anew is a new one."""
    files = files_in(name)
    policies = [f for f in files if f.path.suffix.lower() in POLICIES]
    stems = {f.path.with_suffix("") for f in policies}
    for file in policies:
        if _main_of(file.path.with_suffix(""), stems):
            continue
        stem = file.path.with_suffix("")
        annexes = [f for f in files if f != file and _main_of(f.path.with_suffix(""), {stem})]
        yield Entry(
            address=f"folder:{name}/{file.name}#{file.state}",
            title=file.path.stem,
            attachments=tuple(f.name for f in annexes),
        )


def _main_of(stem: Path, policies: set[Path]) -> Path | None:
    """`通知-附件1` goes with `通知`."""
    for policy in policies:
        rest = stem.name.removeprefix(policy.name)
        if stem != policy and stem.parent == policy.parent and _ANNEX.match(rest):
            return policy
    return None


def read_watched(folder: str, name: str) -> bytes:
    found = next((file for file in files_in(folder) if file.name == name), None)
    if found is None:
        raise FolderMissing("文件已经不在文件夹里了。")
    return found.read()
