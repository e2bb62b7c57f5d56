"""Sealed texts: SM4-GCM under the current data key, with the key's id inside."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from mingtang.kernel.crypto.sm4 import NONCE_BYTES, CannotOpen, decrypt, encrypt
from mingtang.kernel.keys import data_keys


def seal(plaintext: str, *, context: str) -> str:
    """Seal a text under the current data key.

    `context` names the place it belongs to (table.column): moved elsewhere, it no longer opens.
    """
    keys = data_keys()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = encrypt(
        plaintext.encode(), key=keys.keys[keys.current], nonce=nonce, associated=context.encode()
    )
    return f"{keys.current}.{urlsafe_b64encode(nonce + sealed).decode()}"


def open_sealed(token: str, *, context: str) -> str:
    name, _, body = token.partition(".")
    key = data_keys().keys.get(name)
    if key is None:
        raise CannotOpen(f"没有编号为 {name[:12]} 的密钥。")
    try:
        raw = urlsafe_b64decode(body)
    except ValueError as error:
        raise CannotOpen("密文格式不对。") from error
    nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    return decrypt(sealed, key=key, nonce=nonce, associated=context.encode()).decode()
