"""Attachments: whether they open, and what is in their text that should not be public."""

import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from mingtang.documents.errors import (
    FileIsDamaged,
    FileIsEmpty,
    FileNotRead,
    FileSwells,
    WrongExtension,
)
from mingtang.documents.reading import read_document
from mingtang.operations.survey.addresses import ending, is_picture
from mingtang.operations.survey.facts import File
from mingtang.operations.survey.reading.decoding import decode
from mingtang.operations.survey.reading.persons import find_personal, find_secrecy
from mingtang.operations.survey.reading.wording import find_wordings
from mingtang.operations.survey.rules import Rules

MOST_BYTES = 30 * 1024 * 1024
MOST_TEXT = 2_000_000
MOST_SWOLLEN = 60 * 1024 * 1024
_READ = frozenset({"pdf", "docx"})
_BOOKS = frozenset({"xlsx", "xlsm"})
_TEXTS = frozenset({"csv", "txt"})
_TAG = re.compile(r"<[^>]*>")
#: Cells keep their borders, parts of one cell's text do not.
_CELL_ENDS = re.compile(r"</(?:si|v|c|row)>")
_HTML = re.compile(rb"^\s*<(?:!doctype html|html)", re.IGNORECASE)
_DEAD = (FileIsDamaged, FileIsEmpty)


def read_file(data: bytes, *, address: str, rules: Rules) -> File:
    """Look inside a file as far as its kind allows."""
    file = File(address=address, size=len(data))
    kind = ending(address)
    if not data:
        file.trouble = "文件是空的（0 字节）"
    elif _HTML.match(data) and kind not in {"html", "htm", "svg"}:
        file.trouble = "打开的是网页，不是文件"
    elif not is_picture(address):
        _look_inside(file, data, kind=kind, rules=rules)
    return file


def _look_inside(file: File, data: bytes, *, kind: str, rules: Rules) -> None:
    reader = _reader(kind)
    if reader is None:
        file.unread = f"没有读取 {kind.upper() or '这种'} 文件的内容"
        return
    try:
        text = reader(data)[:MOST_TEXT]
    except _DEAD as refusal:
        file.trouble = str(refusal)
    except WrongExtension as refusal:
        file.unread = str(refusal)
    except FileNotRead as refusal:
        file.unread = str(refusal)
    except Exception as error:
        file.unread = f"读取时出了意外（{type(error).__name__}）"
    else:
        file.hits = [
            *find_secrecy(text),
            *find_personal(text, mobiles=int(rules["mobile-numbers"].value)),
            *find_wordings(text, rules.wordings),
        ]


def _reader(kind: str) -> Callable[[bytes], str] | None:
    if kind in _READ:
        return partial(_document_text, kind=kind)
    if kind in _BOOKS:
        return book_text
    if kind in _TEXTS:
        return lambda data: decode(data)[0]
    return None


def _document_text(data: bytes, *, kind: str) -> str:
    with NamedTemporaryFile(suffix=f".{kind}") as kept:
        kept.write(data)
        kept.flush()
        return read_document(Path(kept.name)).text


def book_text(data: bytes) -> str:
    """Return every text and number of a workbook, one to a line, without opening formulas."""
    try:
        with NamedTemporaryFile(suffix=".xlsx") as kept:
            kept.write(data)
            kept.flush()
            with zipfile.ZipFile(kept.name) as archive:
                return "\n".join(_parts(archive))
    except zipfile.BadZipFile as error:
        raise FileIsDamaged from error


def _parts(archive: zipfile.ZipFile) -> list[str]:
    wanted = [
        info
        for info in archive.infolist()
        if info.filename.startswith("xl/") and info.filename.endswith(".xml")
        if "sharedStrings" in info.filename or "/worksheets/sheet" in info.filename
    ]
    if not wanted:
        raise FileIsDamaged
    if sum(info.file_size for info in wanted) > MOST_SWOLLEN:
        raise FileSwells
    texts = []
    for info in wanted:
        with archive.open(info) as part:
            text = part.read(MOST_SWOLLEN).decode("utf-8", "replace")
        texts.append(_TAG.sub("", _CELL_ENDS.sub("\n", text)))
    return texts
