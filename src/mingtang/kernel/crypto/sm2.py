"""SM2: signatures that prove who said it, and sealing for the one holder of a private key (GB/T 32918)."""

from dataclasses import dataclass
from typing import Any

from tongsuopy.crypto import hashes
from tongsuopy.crypto.asymciphers import ec
from tongsuopy.crypto.exceptions import InternalError, InvalidSignature
from tongsuopy.crypto.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from mingtang.kernel.crypto import libcrypto

_SIGNATURE = ec.ECDSA(
    hashes.SM3()
)  # on an SM2 key this is SM2 with the default id 1234567812345678


class NotAnSM2Key(ValueError):  # noqa: N818  says what is wrong, in the words of the operator
    """The PEM text is damaged or holds a key of another kind."""


@dataclass(frozen=True)
class PublicKey:
    """Checks signatures and seals messages to its holder."""

    pem: bytes
    _handle: Any

    def __repr__(self) -> str:
        return "PublicKey(…)"


@dataclass(frozen=True)
class PrivateKey:
    """Signs and unseals. Its text never appears in a representation or a log."""

    pem: bytes
    _handle: Any

    def __repr__(self) -> str:
        return "PrivateKey(…)"

    @property
    def public(self) -> PublicKey:
        handle = self._handle.public_key()
        pem = handle.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return PublicKey(pem, handle)


def new_key() -> PrivateKey:
    handle = ec.generate_private_key(ec.SM2())
    pem = handle.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return PrivateKey(pem, handle)


def load_private_key(pem: bytes) -> PrivateKey:
    return PrivateKey(pem, _load(load_pem_private_key, pem, None))


def load_public_key(pem: bytes) -> PublicKey:
    return PublicKey(pem, _load(load_pem_public_key, pem))


def sign(message: bytes, *, key: PrivateKey) -> bytes:
    """Give the signature in its DER form, as `openssl pkeyutl` and other SM2 software read it."""
    signature: bytes = key._handle.sign(message, _SIGNATURE)
    return signature


def verify(message: bytes, signature: bytes, *, key: PublicKey) -> bool:
    """Whether the signature holds. A malformed signature is simply one that does not."""
    try:
        key._handle.verify(signature, message, _SIGNATURE)
    except (InvalidSignature, InternalError):
        return False
    return True


def encrypt(plaintext: bytes, *, key: PublicKey) -> bytes:
    """Seal for the holder of the private key (ASN.1 form of GB/T 35276, C1 C3 C2)."""
    return libcrypto.sm2_encrypt(plaintext, public_pem=key.pem)


def decrypt(ciphertext: bytes, *, key: PrivateKey) -> bytes:
    """Unseal, or raise `libcrypto.CannotDecrypt` if it was sealed for another or altered."""
    return libcrypto.sm2_decrypt(ciphertext, private_pem=key.pem)


def _load(load: Any, pem: bytes, *arguments: Any) -> Any:
    try:
        handle = load(pem, *arguments)
    except (ValueError, TypeError, InternalError) as error:
        raise NotAnSM2Key("这不是一把 SM2 密钥，文件可能已损坏。") from error
    curve = getattr(handle, "curve", None)
    if curve is None or curve.name != ec.SM2.name:
        raise NotAnSM2Key("这不是一把 SM2 密钥，文件可能已损坏。")
    return handle
