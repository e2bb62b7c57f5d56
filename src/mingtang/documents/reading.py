"""Reads a file of any supported kind into a document; what cannot be read is refused with a sentence."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from mingtang.documents.docx import read_docx
from mingtang.documents.errors import (
    FileHasMacros,
    FileIsDamaged,
    FileIsEmpty,
    FileIsEncrypted,
    FileIsMissing,
    FileTooLarge,
    KindNotSupported,
    OldSpreadsheet,
    OldWordFile,
    WrongExtension,
)
from mingtang.documents.html import read_html
from mingtang.documents.model import Document
from mingtang.documents.pdf import read_pdf
from mingtang.documents.plain import read_plain
from mingtang.documents.sheets import read_csv, read_xlsx

MOST_BYTES = 200 * 1024 * 1024
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|div|p|meta|table|article)\b", re.IGNORECASE)
_CLAIMS = {
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".docm": "DOCX",
    ".html": "HTML",
    ".htm": "HTML",
    ".shtml": "HTML",
    ".txt": "TXT",
    ".text": "TXT",
    ".xlsx": "XLSX",
    ".xlsm": "XLSX",
    ".csv": "CSV",
}
_READERS: dict[str, Callable[[Path], Document]] = {
    "PDF": read_pdf,
    "DOCX": read_docx,
    "HTML": read_html,
    "TXT": read_plain,
    "XLSX": read_xlsx,
    "CSV": read_csv,
}
_OLD_SPREADSHEETS = {".xls", ".xlsx", ".et"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(path: Path) -> Document:
    if not path.is_file():
        raise FileIsMissing
    size = path.stat().st_size
    if size == 0:
        raise FileIsEmpty
    if size > MOST_BYTES:
        raise FileTooLarge
    claimed = _CLAIMS.get(path.suffix.lower(), "")
    actual = _kind_of(path, claimed=claimed)
    if claimed != actual:
        raise WrongExtension(
            claimed=claimed or f"“{path.suffix or '无扩展名'}”", actual=f" {actual}"
        )
    return _READERS[actual](path)


def _kind_of(path: Path, *, claimed: str) -> str:
    """What the file is by its content, whatever its name says."""
    with path.open("rb") as file:
        head = file.read(65536)
    if b"%PDF-" in head[:1024]:
        return "PDF"
    if head.startswith(b"PK"):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        raise _old_office_file(head, path)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        if claimed:
            raise WrongExtension(claimed=claimed, actual="别的东西（图片或程序）")
        raise KindNotSupported
    return _kind_of_text(head, claimed=claimed)


def _kind_of_text(head: bytes, *, claimed: str) -> str:
    if claimed in ("PDF", "DOCX", "XLSX") and not head.strip():
        raise FileIsDamaged
    if claimed in ("TXT", "CSV") and not head.lstrip().lower().startswith((b"<!doctype", b"<html")):
        return claimed
    return "HTML" if _HTML.search(head) else "TXT"


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise FileIsDamaged from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileHasMacros
    if "word/document.xml" in names:
        return "DOCX"
    if "xl/workbook.xml" in names:
        return "XLSX"
    raise KindNotSupported


def _old_office_file(head: bytes, path: Path) -> Exception:
    """Office packs a file with a password into the old container."""
    content = head + path.read_bytes()[-65536:]
    if "EncryptedPackage".encode("utf-16-le") in content:
        return FileIsEncrypted()
    return OldSpreadsheet() if path.suffix.lower() in _OLD_SPREADSHEETS else OldWordFile()
