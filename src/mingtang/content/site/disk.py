"""Write and remove files so that a reader sees the old one or the new one, never a half."""

import os
from contextlib import suppress
from pathlib import Path

from mingtang.kernel.settings import home

TEMPORARY_PREFIX = ".writing-"


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


def write(target: Path, content: bytes) -> None:
    """Write beside the target, make it durable, and put it in place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{target.name}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        os.fsync(file.fileno())
    temporary.replace(target)


def remove(target: Path) -> None:
    """Remove a file and the folders it leaves empty."""
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder in (site_folder(), site_folder().parent):
            return
        with suppress(OSError):
            folder.rmdir()
            continue
        return


def make_durable(folders: set[Path]) -> None:
    """Make renames survive a power cut."""
    for folder in folders:
        if not folder.exists():
            continue
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def published_paths() -> set[str]:
    """Every file that lies in the site's folder, also what nobody published."""
    root = site_folder()
    return {
        file.relative_to(root).as_posix()
        for file in root.rglob("*")
        if not file.is_dir() and not file.name.startswith(TEMPORARY_PREFIX)
    }
