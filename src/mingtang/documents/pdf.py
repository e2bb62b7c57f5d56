"""Reading PDF files: text with its layout, ruled tables, and pages that are pictures."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mingtang.documents.characters import Character, characters_of, lines_of
from mingtang.documents.drafts import Draft, TableDraft, assemble
from mingtang.documents.errors import FileIsDamaged, FileIsEncrypted, TooManyPages
from mingtang.documents.grids import Box, Grid, grids_of, rules_of
from mingtang.documents.lines import Line, flow, frame_of
from mingtang.documents.model import Document
from mingtang.documents.recognition import recognise
from mingtang.documents.strokes import strokes_of
from mingtang.documents.tables import join_pieces, table_text

MOST_PAGES = 2000
MOST_SCANNED_PAGES = 120
SCAN_TOLERANCE = 0.28
_PAGE_NUMBER = re.compile(
    r"^[-—–－一\s·.]*(第\s*)?\d{1,4}(\s*页)?(\s*[/／共]\s*\d+\s*页?)?[-—–－一\s·.]*$"
)


_KNOWN = re.compile(r"[\x21-\x7e\u2000-\u206f\u2460-\u24ff\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(kw_only=True)
class Page:
    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[float, TableDraft]] = field(default_factory=list)
    """Tables by the distance of their upper edge from the top of the page."""
    is_picture: bool = False


def read_pdf(path: Path) -> Document:
    document = _open(path)
    try:
        if len(document) > MOST_PAGES:
            raise TooManyPages(pages=len(document), most=MOST_PAGES)
        pages = [_read_page(document, number) for number in range(1, len(document) + 1)]
        pictures = [page for page in pages if page.is_picture]
        if len(pictures) > MOST_SCANNED_PAGES:
            raise TooManyPages(pages=len(pictures), most=MOST_SCANNED_PAGES)
        for page in pictures:
            page.lines = recognise(document[page.number - 1], number=page.number)
    except pdfium.PdfiumError as error:
        raise FileIsDamaged from error
    finally:
        document.close()
    is_scan = len(pictures) * 2 > len(pages)
    return _compose(pages, is_scan=is_scan, warnings=_tail_warnings(path))


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise FileIsEncrypted from error
        raise FileIsDamaged from error


def _read_page(document: pdfium.PdfDocument, number: int) -> Page:
    source = document[number - 1]
    width, height = source.get_size()
    page = Page(number=number, height=height)
    textpage = source.get_textpage()
    characters = characters_of(textpage)
    boxes, largest_picture = _drawn(source)
    covers_page = largest_picture > 0.5 * width * height
    if (covers_page and not _is_readable(characters)) or _is_garbled(characters):
        page.is_picture = True
        return page
    across, down = rules_of(boxes)
    for grid in grids_of(across, down) if across and len(down) >= 2 else ():
        characters = _take_table(page, grid, characters)
    page.lines = lines_of(characters, page=number, height=height)
    return page


def _is_readable(characters: Sequence[Character]) -> bool:
    """A layer of text behind a picture is used only if it is Chinese and not leftovers."""
    chinese = sum("\u4e00" <= c.text <= "\u9fff" for c in characters)
    return chinese >= 30 and chinese >= 0.4 * len(characters)


def _is_garbled(characters: Sequence[Character]) -> bool:
    """Fonts without a map to characters give letters of every script: the picture is right, the text is not."""
    known = sum(bool(_KNOWN.match(c.text)) for c in characters)
    return len(characters) >= 30 and known < 0.6 * len(characters)


def _drawn(source: pdfium.PdfPage) -> tuple[list[Box], float]:
    boxes: list[Box] = []
    largest = 0.0
    for item in source.get_objects(
        filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=4
    ):
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            largest = max(largest, (right - left) * (top - bottom))
        elif right - left <= 3 or top - bottom <= 3:
            boxes.append((left, bottom, right, top))
        else:
            boxes += strokes_of(item)
    return boxes, largest


def _take_table(page: Page, grid: Grid, characters: list[Character]) -> list[Character]:
    """Move what stands in the cells from the page to a table; the rest stays."""
    left, bottom, right, top = grid.box
    inside = [c for c in characters if left < _middle(c) < right and bottom < c.base < top]
    rows = [
        [table_text([c for c in inside if _is_within(c, cell)]) for cell in row]
        for row in grid.rows
    ]
    if not any(cell for row in rows for cell in row):
        return characters
    page.tables.append(
        (page.height - top, TableDraft(rows=rows, page=page.number, is_cut=grid.is_cut))
    )
    taken = set(map(id, inside))
    return [c for c in characters if id(c) not in taken]


def _middle(character: Character) -> float:
    return (character.left + character.right) / 2


def _is_within(character: Character, cell: Box) -> bool:
    left, bottom, right, top = cell
    return left <= _middle(character) < right and bottom <= character.base < top


def _tail_warnings(path: Path) -> list[str]:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        is_whole = b"%%EOF" in file.read()
    return [] if is_whole else ["文件末尾不完整，可能缺页，请核对页数。"]


def _compose(pages: Sequence[Page], *, is_scan: bool, warnings: Sequence[str]) -> Document:
    running = _running_heads(pages)
    lines = [line for page in pages for line in _kept(page, running=running)]
    frame = frame_of(lines, tolerance=SCAN_TOLERANCE if is_scan else 0.12)
    drafts: list[Draft | TableDraft] = []
    waiting: list[Line] = []
    for page in pages:
        tables = sorted(page.tables, key=lambda pair: pair[0])
        for line in _kept(page, running=running):
            while tables and tables[0][0] < line.top:
                drafts += [*flow(waiting, frame=frame), tables.pop(0)[1]]
                waiting = []
            waiting.append(line)
        for _, table in tables:
            drafts += [*flow(waiting, frame=frame), table]
            waiting = []
    drafts += flow(waiting, frame=frame)
    return assemble(
        join_pieces(drafts),
        kind="scan" if is_scan else "pdf",
        pages=len(pages),
        is_scan=is_scan,
        warnings=[*_warnings(pages), *warnings],
    )


def _warnings(pages: Sequence[Page]) -> list[str]:
    pictures = [page.number for page in pages if page.is_picture]
    if not pictures:
        return []
    return [f"第 {_ranges(pictures)} 页是扫描图像或文字乱码，文字由机器识别，请逐项核对。"]


def _ranges(numbers: Sequence[int]) -> str:
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return "、".join(map(str, numbers))


def _kept(page: Page, *, running: set[str]) -> list[Line]:
    """Without page numbers, and without heads or feet that every page repeats."""
    return [
        line
        for line in page.lines
        if not (_is_marginal(line, page) and _is_furniture(line, running=running))
    ]


def _is_furniture(line: Line, *, running: set[str]) -> bool:
    return bool(_PAGE_NUMBER.match(line.text)) or line.text in running


def _is_marginal(line: Line, page: Page) -> bool:
    return line.top < 0.09 * page.height or line.bottom > 0.86 * page.height


def _running_heads(pages: Sequence[Page]) -> set[str]:
    times = Counter(
        text
        for page in pages
        for text in {line.text for line in page.lines if _is_marginal(line, page)}
    )
    return {text for text, count in times.items() if count >= 3 and count > 0.6 * len(pages)}
