"""The secrets of this machine's processes: made once, kept in one file only the owner may read."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

SECRET_BYTES = 32


def read_secrets(path: Path, *, names: Iterable[str]) -> Mapping[str, str]:
    """Return a secret for every name, making those that are missing."""
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [name for name in names if name not in kept]
    if missing:
        kept |= {name: secrets.token_urlsafe(SECRET_BYTES) for name in missing}
        _write_private(path, json.dumps(kept, indent=2, sort_keys=True))
    return kept


def _write_private(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    beside.replace(path)
