"""SM2 public-key encryption through the distribution's OpenSSL, because no Python package offers it."""

import ctypes
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

_LIBRARY = "libcrypto.so.3"
_FAILED = 0  # every EVP call answers 1 for success; zero, a negative number or NULL is a failure
_MAX_MESSAGE = 1 << 20


class LibcryptoMissing(RuntimeError):  # noqa: N818  says what is missing
    """The machine has no OpenSSL 3, so SM2 encryption is not available; everything else works."""

    def __init__(self) -> None:
        super().__init__(
            f"缺少系统库 {_LIBRARY}，无法进行 SM2 加密；请安装 OpenSSL 3（Debian：libssl3）。"
        )


class CannotEncrypt(ValueError):  # noqa: N818  an outcome with a sentence
    """The message or the key is not fit for SM2 encryption."""


class CannotDecrypt(ValueError):  # noqa: N818  an outcome with a sentence
    """The message was sealed for another key, or was altered on the way."""


def sm2_encrypt(plaintext: bytes, *, public_pem: bytes) -> bytes:
    if not 0 < len(plaintext) <= _MAX_MESSAGE:
        raise CannotEncrypt("SM2 加密的内容不能为空，也不能超过 1 MB。")
    result = _run("encrypt", plaintext, pem=public_pem, read="PEM_read_bio_PUBKEY")
    if result is None:
        raise CannotEncrypt("SM2 加密没有成功，请检查公钥。")
    return result


def sm2_decrypt(ciphertext: bytes, *, private_pem: bytes) -> bytes:
    result = _run("decrypt", ciphertext, pem=private_pem, read="PEM_read_bio_PrivateKey")
    if result is None:
        raise CannotDecrypt("内容无法解密：它不是用这把密钥加密的，或已被改动。")
    return result


def _run(operation: str, message: bytes, *, pem: bytes, read: str) -> bytes | None:
    """Run EVP_PKEY_encrypt or EVP_PKEY_decrypt; None when OpenSSL refuses key or message."""
    library = _library()
    bio = library.BIO_new_mem_buf(pem, len(pem))
    key = getattr(library, read)(bio, None, None, None)
    library.BIO_free(bio)
    if not key:
        return None
    context = library.EVP_PKEY_CTX_new(key, None)
    try:
        start = getattr(library, f"EVP_PKEY_{operation}_init")
        step = getattr(library, f"EVP_PKEY_{operation}")
        return _transform(start, step, context, message)
    finally:
        library.EVP_PKEY_CTX_free(context)
        library.EVP_PKEY_free(key)
        library.ERR_clear_error()


def _transform(
    start: Callable[..., int], step: Callable[..., int], context: int, message: bytes
) -> bytes | None:
    """Ask for the length first, then for the result, as every EVP operation wants it."""
    length = ctypes.c_size_t()
    if start(context) <= _FAILED:
        return None
    if step(context, None, ctypes.byref(length), message, len(message)) <= _FAILED:
        return None
    result = ctypes.create_string_buffer(length.value)
    if step(context, result, ctypes.byref(length), message, len(message)) <= _FAILED:
        return None
    return result.raw[: length.value]


@cache
def _library() -> Any:
    with _loading:
        try:
            library = ctypes.CDLL(_LIBRARY)
        except OSError as error:
            raise LibcryptoMissing from error
    for name in (
        "BIO_new_mem_buf",
        "PEM_read_bio_PUBKEY",
        "PEM_read_bio_PrivateKey",
        "EVP_PKEY_CTX_new",
    ):
        getattr(library, name).restype = ctypes.c_void_p
    library.BIO_new_mem_buf.argtypes = [ctypes.c_char_p, ctypes.c_int]
    for name in ("PEM_read_bio_PUBKEY", "PEM_read_bio_PrivateKey"):
        getattr(library, name).argtypes = [ctypes.c_void_p] * 4
    library.EVP_PKEY_CTX_new.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    for name in ("EVP_PKEY_encrypt_init", "EVP_PKEY_decrypt_init"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    for name in ("EVP_PKEY_encrypt", "EVP_PKEY_decrypt"):
        getattr(library, name).argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.POINTER(ctypes.c_size_t),
            ctypes.c_char_p,
            ctypes.c_size_t,
        ]
    for name in ("BIO_free", "EVP_PKEY_CTX_free", "EVP_PKEY_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
        getattr(library, name).restype = None
    return library


_loading = threading.Lock()
