"""Checks the files of a page; what was found in a file once is kept, under its SM3."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from mingtang.content.checking.lexicon import checker_in_force, version_in_force
from mingtang.content.checking.models import CheckedFile
from mingtang.content.wording.checker import finding_of
from mingtang.content.wording.model import Category, Finding, Hit, Severity, Text
from mingtang.documents.errors import FileNotRead, RecognitionNotInstalled
from mingtang.documents.model import Document
from mingtang.documents.reading import read_document
from mingtang.documents.recognition import recognise_picture
from mingtang.kernel.crypto.sm3 import sm3

#: Kinds whose rows are people or things: a list that is handed out.
_LISTS = {"xlsx", "csv"}
_ROWS_OF_A_HEAD = 3
UNREAD_PICTURE, UNREADABLE = "unread-picture", "unreadable-file"
_NO_RECOGNITION = "本机没有装文字识别，请人工看一遍"


@dataclass(frozen=True)
class StoredFile:
    name: str
    """As the finding shows it: 附件“名单”."""
    file: Any
    extension: str
    is_picture: bool = False


def stored_files_of(page: Any) -> Iterator[StoredFile]:
    """Yield the attachments of a page, and the files and pictures in its body."""
    if hasattr(page, "attachments"):
        for attachment in page.attachments.all():
            yield _document(attachment.document, attachment.title)
    for block in getattr(page, "body", ()):
        if block.block_type == "attachment" and block.value["document"]:
            yield _document(block.value["document"], block.value["title"])
        elif block.block_type == "picture" and block.value["image"]:
            image = block.value["image"]
            extension = Path(image.file.name).suffix
            yield StoredFile(f"图片“{image.title}”", image.file, extension, is_picture=True)


def findings_in_file(stored: StoredFile, *, day: date) -> list[Finding]:
    try:
        with stored.file.open("rb") as opened:
            content = opened.read()
    except (OSError, ValueError):
        return [_unread(UNREADABLE, stored, "文件不在了，请重新上传")]
    digest, version = sm3(content).hex(), version_in_force()
    known = CheckedFile.objects.filter(sm3=digest, version=version).first()
    if known is None:
        found = [_for_all(f) for f in _look_into(stored, content, day)]
        known = CheckedFile(findings=[asdict(finding) for finding in found])
        if not any(finding.rule == UNREAD_PICTURE for finding in found):
            _keep(digest, version, known.findings)
    return [replace(_revived(given), field=stored.name) for given in known.findings]


def _keep(digest: str, version: str, findings: list[dict[str, Any]]) -> None:
    """What an older lexicon found in this file is of no use any more."""
    CheckedFile.objects.filter(sm3=digest).exclude(version=version).delete()
    CheckedFile.objects.get_or_create(sm3=digest, version=version, defaults={"findings": findings})


def _look_into(stored: StoredFile, content: bytes, day: date) -> list[Finding]:
    try:
        if stored.is_picture:
            return checker_in_force().findings(Text(words=recognise_picture(content), day=day))
        with NamedTemporaryFile(suffix=stored.extension) as copy:
            copy.write(content)
            copy.flush()
            document = read_document(Path(copy.name))
    except RecognitionNotInstalled:
        return [_unread(UNREAD_PICTURE, stored, _NO_RECOGNITION)]
    except FileNotRead as refusal:
        return [_unread(UNREADABLE, stored, str(refusal))]
    return _in_document(document, day)


def _in_document(document: Document, day: date) -> list[Finding]:
    heads = [
        cell for table in document.tables for row in table.rows[:_ROWS_OF_A_HEAD] for cell in row
    ]
    is_list = document.kind in _LISTS or bool(document.tables)
    text = Text(words=document.text, hint=" ".join(heads), is_list=is_list, day=day)
    return [_placed(finding, document) for finding in checker_in_force().findings(text)]


def _placed(finding: Finding, document: Document) -> Finding:
    cell = document.cell_at(finding.start)
    has_pages = document.pages > 1 and not cell
    page = document.page_at(finding.start) if has_pages else None
    return replace(finding, page=page, cell=cell)


def _document(document: Any, title: str) -> StoredFile:
    extension = f".{document.file_extension}".lower()
    return StoredFile(f"附件“{title or document.title}”", document.file, extension)


def _unread(rule: str, stored: StoredFile, sentence: str) -> Finding:
    hit = Hit(rule, 0, 0, sentence)
    title = "图片里的文字没有检查" if rule == UNREAD_PICTURE else "附件没有检查"
    return replace(finding_of(hit, word=title), field=stored.name)


def _for_all(finding: Finding) -> Finding:
    """The same file may be called differently elsewhere."""
    return replace(finding, field="")


def _revived(given: dict[str, Any]) -> Finding:
    known = {
        **given,
        "category": Category(given["category"]),
        "severity": Severity(given["severity"]),
    }
    return Finding(**known)
