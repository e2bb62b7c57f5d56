"""Reading DOCX files without Word: paragraphs in order, automatic numbers written out, tables."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from mingtang.documents.docx_numbers import Numbering
from mingtang.documents.drafts import Draft, TableDraft, assemble
from mingtang.documents.errors import FileHasMacros, FileIsDamaged, FileIsEncrypted, FileSwells
from mingtang.documents.model import Align, Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_BYTES = 300 * 1024 * 1024
MOST_SWELLING = 200
_MOST_XML = 80 * 1024 * 1024
_ALIGN = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT, "both": Align.LEFT}


def read_docx(path: Path) -> Document:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive)
            body = _parse(archive, "word/document.xml").find(f"{W}body")
            numbering = Numbering(_optional(archive, "word/numbering.xml"))
            styles = _optional(archive, "word/styles.xml")
    except (zipfile.BadZipFile, KeyError, ET.ParseError, EOFError, OSError) as error:
        raise FileIsDamaged from error
    if body is None:
        raise FileIsDamaged
    reader = _Reader(numbering=numbering, styles=styles)
    drafts = [draft for element in body for draft in reader.drafts(element)]
    return assemble(drafts, kind="docx")


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an office file that is locked, swells or carries macros."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if "EncryptedPackage" in names or any(member.flag_bits & 1 for member in members):
        raise FileIsEncrypted
    whole = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    largest = max((m.file_size for m in members if m.filename.endswith(".xml")), default=0)
    if (
        whole > MOST_BYTES
        or largest > _MOST_XML
        or (whole > 10**7 and whole / packed > MOST_SWELLING)
    ):
        raise FileSwells
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileHasMacros


def _parse(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """XML of an office file declares no entities; one that does is out to swell or to reach out."""
    with archive.open(name) as member:
        content = member.read(_MOST_XML + 1)
    if len(content) > _MOST_XML or b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise FileSwells
    return ET.fromstring(content)  # noqa: S314  entities are refused above


def _optional(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    return _parse(archive, name) if name in archive.namelist() else None


class _Reader:
    def __init__(self, *, numbering: Numbering, styles: ET.Element | None) -> None:
        self._numbering = numbering
        self._styles = {} if styles is None else _styles(styles)

    def drafts(self, element: ET.Element) -> Iterator[Draft | TableDraft]:
        if element.tag == f"{W}p":
            yield from self._boxed(element)
            yield from self._paragraph(element)
        elif element.tag == f"{W}tbl":
            yield from self._table(element)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag"):
            for child in element:
                yield from self.drafts(child)

    def _boxed(self, paragraph: ET.Element) -> Iterator[Draft | TableDraft]:
        """The red head is often set in a text box that hangs on the first paragraph."""
        for element in _walk(paragraph):
            if element.tag == f"{W}txbxContent":
                for child in element:
                    yield from self.drafts(child)

    def _paragraph(self, paragraph: ET.Element) -> Iterator[Draft]:
        style = self._styles.get(_value(paragraph, f"{W}pPr/{W}pStyle"), {})
        number = self._numbering.label_of(paragraph, style=style)
        align = _value(paragraph, f"{W}pPr/{W}jc") or style.get("jc", "")
        size = _size(paragraph) or float(style.get("sz", 0) or 0) / 2
        for index, text in enumerate(_text(paragraph).split("\n")):
            line = (number if not index else "") + text.strip(" \t\u3000")
            if line.strip():
                yield Draft(text=line, align=_ALIGN.get(align, Align.LEFT), size=size)

    def _table(self, table: ET.Element) -> Iterator[Draft | TableDraft]:
        rows = [[self._cell(cell) for cell in _cells(row)] for row in table.iter(f"{W}tr")]
        rows = [row for row in rows if any(row)]
        if len(rows) == 1 and len(rows[0]) == 1:
            for cell in table.iter(f"{W}tc"):
                for child in cell:
                    yield from self.drafts(child)
        elif rows:
            yield TableDraft(rows=rows)

    def _cell(self, cell: ET.Element) -> str:
        parts = [_text(paragraph).replace("\n", "") for paragraph in cell.iter(f"{W}p")]
        return "".join(part.strip() for part in parts)


def _cells(row: ET.Element) -> Iterator[ET.Element]:
    """A cell that goes on from the row above is told once, there."""
    for cell in row.findall(f"{W}tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            yield cell


def _styles(root: ET.Element) -> dict[str, dict[str, str]]:
    styles: dict[str, dict[str, str]] = {}
    for style in root.iter(f"{W}style"):
        own = {
            "jc": _value(style, f"{W}pPr/{W}jc"),
            "sz": _value(style, f"{W}rPr/{W}sz"),
            "numId": _value(style, f"{W}pPr/{W}numPr/{W}numId"),
            "ilvl": _value(style, f"{W}pPr/{W}numPr/{W}ilvl"),
        }
        based = styles.get(_value(style, f"{W}basedOn"), {})
        styles[style.get(f"{W}styleId", "")] = based | {k: v for k, v in own.items() if v}
    return styles


def _value(element: ET.Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val", "")


def _size(paragraph: ET.Element) -> float:
    sizes = [s.get(f"{W}val", "") for s in paragraph.iterfind(f"{W}r/{W}rPr/{W}sz")]
    return max((float(s) / 2 for s in sizes if re.fullmatch(r"\d+(\.\d+)?", s)), default=0.0)


_SKIPPED = {_FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}txbxContent"}


def _walk(element: ET.Element) -> Iterator[ET.Element]:
    for child in element:
        if child.tag == _FALLBACK:
            continue
        yield child
        if child.tag != f"{W}txbxContent":
            yield from _walk(child)


def _text(paragraph: ET.Element) -> str:
    """Deleted text and field codes are not part of what a reader sees."""
    parts: list[str] = []
    for child in paragraph:
        if child.tag in _SKIPPED or child.tag == f"{W}pPr":
            continue
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append(" ")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        else:
            parts.append(_text(child))
    return "".join(parts).replace("\xa0", " ")
