"""Files that applicants send: judged by their content, kept under random names."""

import re
import secrets
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.errors import Invalid
from mingtang.kernel.settings import home

FILE_KIND = "file"
LARGEST_BYTES = 10 * 1024 * 1024
#: How each accepted kind begins; a name or a declared type proves nothing.
_BEGINNINGS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_STORED = re.compile(r"[0-9a-f]{32}\.(pdf|jpg|png)")
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def keep_upload(file: UploadedFile, *, field: str) -> str:
    """Store the file and return «stored name|name it came with|SM3», or refuse with a sentence."""
    if not file.size:
        raise Invalid({field: "这个文件是空的，请重新选择。"})
    if file.size > LARGEST_BYTES:
        raise Invalid({field: "文件太大了，请选 10 MB 以内的。拍照时可以调小清晰度。"})
    content = file.read()
    kind = next((k for k, begin in _BEGINNINGS.items() if content.startswith(begin)), None)
    if kind is None:
        raise Invalid({field: "只能上传 PDF、JPG、PNG 文件。这个文件的内容不是其中一种。"})
    stored = f"{secrets.token_hex(16)}.{kind}"
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / stored).write_bytes(content)
    given = re.sub(r"[|\r\n/\\]", "_", file.name or "文件")[:100]
    return f"{stored}|{given}|{sm3(content).hex()}"


def folder() -> Path:
    return home() / "uploads" / "services"


def stored_name_in(value: str) -> str | None:
    """Return the stored name inside an answer, if it is one and the file is there."""
    name = value.split("|")[0]
    return name if _STORED.fullmatch(name) and (folder() / name).exists() else None


def given_name_in(value: str) -> str:
    parts = value.split("|")
    return parts[1] if len(parts) > 1 else ""
