"""Files on disk: random names, sealed with SM4 under the current data key, written whole."""

import os
import secrets
from pathlib import Path

from mingtang.kernel.crypto.sm4 import NONCE_BYTES, decrypt, encrypt
from mingtang.kernel.keys import data_keys
from mingtang.kernel.settings import home


def folder() -> Path:
    return home() / "uploads" / "services"


def write_sealed(content: bytes) -> tuple[str, str]:
    """Store the bytes; return the place and the name of the key they are sealed with."""
    keys = data_keys()
    place = _new_place()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = encrypt(content, key=keys.keys[keys.current], nonce=nonce, associated=place.encode())
    target = folder() / place
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(nonce + sealed)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    return place, keys.current


def read_sealed(place: str, *, key_name: str) -> bytes:
    raw = (folder() / place).read_bytes()
    return decrypt(
        raw[NONCE_BYTES:],
        key=data_keys().keys[key_name],
        nonce=raw[:NONCE_BYTES],
        associated=place.encode(),
    )


def remove(place: str) -> None:
    (folder() / place).unlink(missing_ok=True)


def _new_place() -> str:
    name = secrets.token_hex(24)
    return f"{name[:2]}/{name[2:]}"
