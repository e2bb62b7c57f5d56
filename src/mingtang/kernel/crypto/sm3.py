"""SM3: fingerprints (GB/T 32905) and keyed fingerprints (HMAC)."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC


def sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    code = HMAC(key, hashes.SM3())
    code.update(data)
    return code.finalize()
