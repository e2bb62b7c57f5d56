"""The key folder: who may sign, whom to believe, and what seals personal data."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingtang.kernel.crypto.sm2 import (
    PrivateKey,
    PublicKey,
    load_private_key,
    load_public_key,
    new_key,
)

DATA_KEYS = "data-keys.json"


class KeyMissing(RuntimeError):  # noqa: N818  read by an operator as a sentence
    """A key that this process needs is not in the key folder."""


@dataclass(frozen=True)
class DataKeys:
    """SM4 keys by id, the one in use, and the key of the blind index."""

    current: str
    keys: Mapping[str, bytes]
    index: bytes

    def __repr__(self) -> str:
        return f"DataKeys(current={self.current!r}, …)"


def folder() -> Path:
    return Path(os.environ["MINGTANG_KEYS"])


@cache
def private_key(name: str) -> PrivateKey:
    return load_private_key(_read(folder() / f"{name}.private.pem"))


@cache
def public_key(name: str) -> PublicKey:
    if not name.replace("-", "").isalnum():
        raise KeyMissing("密钥名称只能由字母和数字组成。")
    return load_public_key(_read(folder() / "public" / f"{name}.pem"))


@cache
def data_keys() -> DataKeys:
    stored = json.loads(_read(folder() / DATA_KEYS))
    return DataKeys(
        current=stored["current"],
        keys={name: bytes.fromhex(key) for name, key in stored["keys"].items()},
        index=bytes.fromhex(stored["index"]),
    )


def forget() -> None:
    """Read the folder anew at the next use, after a rotation."""
    for reader in (private_key, public_key, data_keys):
        reader.cache_clear()


def make_keys(place: Path, names: Iterable[str]) -> None:
    """Make whatever key is missing. Safe to repeat: an existing key is never replaced."""
    (place / "public").mkdir(parents=True, exist_ok=True)
    for name in names:
        private, public = place / f"{name}.private.pem", place / "public" / f"{name}.pem"
        if not private.exists():
            key = new_key()
            _write(private, key.pem, mode=0o600)
            _write(public, key.public.pem, mode=0o644)
    if not (place / DATA_KEYS).exists():
        first = {
            "current": "k1",
            "keys": {"k1": secrets.token_hex(16)},
            "index": secrets.token_hex(32),
        }
        _write(place / DATA_KEYS, json.dumps(first).encode(), mode=0o600)


def rotate_data_key(place: Path) -> str:
    """Add a new SM4 key and make it the current one. Old keys stay: they still open old rows."""
    stored = json.loads((place / DATA_KEYS).read_bytes())
    name = f"k{len(stored['keys']) + 1}"
    stored["keys"][name] = secrets.token_hex(16)
    stored["current"] = name
    _write(place / DATA_KEYS, json.dumps(stored).encode(), mode=0o600)
    forget()
    return name


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KeyMissing(f"密钥目录里缺少 {path.name}，请运行 mingtang keys make 生成。") from None


def _write(path: Path, content: bytes, *, mode: int) -> None:
    """Put the file in place whole, with its mode from the first byte."""
    draft = path.with_suffix(path.suffix + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    draft.replace(path)
