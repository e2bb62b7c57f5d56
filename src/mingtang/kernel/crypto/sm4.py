"""SM4-GCM: sealing what must be readable again (GB/T 32907, RFC 8998)."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

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
