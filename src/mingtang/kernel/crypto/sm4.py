"""SM4-GCM: sealing what must be readable again (GB/T 32907, RFC 8998), with the key's id inside."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from mingtang.kernel.keys import data_keys

NONCE_BYTES = 12
TAG_BYTES = 16


class CannotOpen(ValueError):  # noqa: N818  an outcome with a sentence
    """The text was sealed with a key that is gone, for another place, or was altered."""


def encrypt(plaintext: bytes, *, key: bytes, nonce: bytes, associated: bytes) -> bytes:
    """Return ciphertext and tag."""
    cipher = Cipher(SM4(key), GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(associated)
    return cipher.update(plaintext) + cipher.finalize() + cipher.tag


def decrypt(ciphertext: bytes, *, key: bytes, nonce: bytes, associated: bytes) -> bytes:
    body, tag = ciphertext[:-TAG_BYTES], ciphertext[-TAG_BYTES:]
    try:
        cipher = Cipher(SM4(key), GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(associated)
        return cipher.update(body) + cipher.finalize()
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("密文无法解开：它被改动过，或者不属于这里。") from error


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
