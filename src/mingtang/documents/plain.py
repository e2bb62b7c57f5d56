"""Reading plain text in the encodings Chinese offices use."""

from pathlib import Path

from mingtang.documents.drafts import Draft, assemble
from mingtang.documents.errors import KindNotSupported
from mingtang.documents.model import Document

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_plain(path: Path) -> Document:
    text = decode(path.read_bytes())
    lines = (line.strip(" \t\u3000\xa0\r") for line in text.replace("\r", "\n").split("\n"))
    return assemble([Draft(text=line) for line in lines if line], kind="txt")


def decode(content: bytes, *, declared: str = "") -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in (*_ENCODINGS[:1], declared, *_ENCODINGS[1:]):
        try:
            if encoding:
                return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if content.count(b"\0"):
        raise KindNotSupported
    return content.decode("gb18030", errors="replace")
