"""Stamps: what was last prepared from what, so that nothing is prepared twice."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


class Stamps:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def is_current(self, name: str, fingerprint: str) -> bool:
        return self._known.get(name) == fingerprint

    def record(self, name: str, fingerprint: str) -> None:
        self._known[name] = fingerprint
        self._save()

    def forget_all(self) -> None:
        self._known.clear()
        self._save()

    def _save(self) -> None:
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps(self._known, indent=2, sort_keys=True))
        beside.replace(self._path)


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Return a digest of the files' names and contents and of the words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(set(files)):
        digest.update(f"\0{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def files_under(folder: Path, *patterns: str) -> list[Path]:
    return [
        path
        for pattern in patterns
        for path in folder.rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    ]
