"""Reading tables: XLSX workbooks, every sheet also the hidden ones, and CSV files."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from mingtang.documents.docx import check_archive
from mingtang.documents.drafts import CELL_DIVIDER, Draft, TableDraft, assemble
from mingtang.documents.errors import FileIsDamaged, FileSwells, TooManyCells
from mingtang.documents.model import Document
from mingtang.documents.plain import decode

MOST_CELLS = 300_000
#: Rows and places that a file may claim without anything in them.
MOST_ROWS = 200_000
MOST_PLACES = 5_000_000
MOST_SHEETS = 200
#: Excel keeps fifteen digits of a number.
_DIGITS = 15
_DAMAGED = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")

Row = tuple[int, list[str]]
"""Number of the row and its cells from the first column on."""


def read_xlsx(path: Path) -> Document:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive)
            _refuse_entities(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions nobody reads
            sheets = list(_sheets(path))
    except _DAMAGED as error:
        raise FileIsDamaged from error
    return _document(sheets, kind="xlsx")


def read_csv(path: Path) -> Document:
    text = decode(path.read_bytes())
    rows: list[Row] = []
    count = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1):
            count += len(cells)
            if count > MOST_CELLS or number > MOST_ROWS:
                raise TooManyCells(most=MOST_CELLS)
            if any(cell.strip() for cell in cells):
                rows.append((number, [_tidy(cell) for cell in cells]))
    except csv.Error as error:
        raise FileIsDamaged from error
    return _document([("", rows)], kind="csv")


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """XML of an office file declares no entities; one that does is out to swell or to reach out."""
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as file:
                head = file.read(4096)
            if any(mark in head for mark in _FORBIDDEN):
                raise FileSwells


def _sheets(path: Path) -> Iterator[tuple[str, list[Row]]]:
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise TooManyCells(most=MOST_CELLS)
        count = _Count()
        for sheet in book.worksheets:
            # What a file claims about its size is not to be believed.
            sheet.reset_dimensions()
            yield sheet.title, list(_rows(sheet.iter_rows(values_only=True), count))
    finally:
        book.close()


class _Count:
    """What has been read so far, over all sheets."""

    def __init__(self) -> None:
        self.rows = self.places = self.cells = 0

    def add(self, values: Sequence[Any]) -> None:
        self.rows += 1
        self.places += len(values)
        self.cells += sum(value is not None for value in values)
        if self.rows > MOST_ROWS or self.places > MOST_PLACES or self.cells > MOST_CELLS:
            raise TooManyCells(most=MOST_CELLS)


def _rows(rows: Iterable[Sequence[Any]], count: _Count) -> Iterator[Row]:
    for number, values in enumerate(rows, start=1):
        count.add(values)
        cells = [_shown(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.{_DIGITS}g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return _tidy(str(value))


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _document(sheets: Sequence[tuple[str, list[Row]]], *, kind: str) -> Document:
    drafts: list[Draft | TableDraft] = [
        TableDraft(rows=[cells for _, cells in rows], page=number)
        for number, (_, rows) in enumerate(sheets, start=1)
        if rows
    ]
    document = assemble(drafts, kind=kind, pages=len(sheets))
    numbered = [(title, number, cells) for title, rows in sheets for number, cells in rows]
    starts = [
        start
        for (title, number, cells), block in zip(numbered, document.blocks, strict=True)
        for start in _cell_starts(title, number, cells, block.start)
    ]
    return replace(document, cell_starts=starts)


def _cell_starts(
    title: str, number: int, cells: Sequence[str], position: int
) -> Iterator[tuple[int, str]]:
    for column, cell in enumerate(cells, start=1):
        name = f"{get_column_letter(column)}{number}"
        yield position, f"{title}!{name}" if title else name
        position += len(cell) + len(CELL_DIVIDER)
