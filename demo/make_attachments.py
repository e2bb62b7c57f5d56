"""Writes the attachments of the demo city's pages: the same bytes every time.

Run `python demo/make_attachments.py` after changing it or the tables in `attachment_tables.py`; the
files it writes are what is loaded. Nobody in them exists. Healthy lists hide the middle of identity
numbers; one list of the deliberate faults shows a whole one, which belongs to nobody.
"""

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from attachment_tables import CSV, EMPTY, FORMS, SECRET_PLAN, SHEETS, Table, gongzufang
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

HERE = Path(__file__).parent / "mingzhou"
HEALTHY, FAULTY = HERE / "attachments", HERE / "faults/attachments"
#: Zip files carry times; these are all from one day, so that equal content is an equal file.
THAT_DAY = (2026, 1, 5, 9, 0, 0)
WIDTHS = {"narrow": 12, "wide": 40}


def main() -> None:
    for name, tables in SHEETS.items():
        _write(HEALTHY / name, workbook(tables))
    for name, (head, rows) in CSV.items():
        _write(HEALTHY / name, comma_separated(head, rows))
    for name, (title, lines, fields) in FORMS.items():
        _write(HEALTHY / name, word_document(title, lines, fields))
    _write(HEALTHY / "juzhuzheng-banfa.pdf", pdf(policy_lines()))
    _write(FAULTY / "gongzufang-mingdan.xlsx", workbook([gongzufang()]))
    _write(FAULTY / "gongshui-yuan.pdf", pdf(SECRET_PLAN))
    for name in EMPTY:
        _write(FAULTY / name, b"")


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def comma_separated(head: list[str], rows: list[list[str]]) -> bytes:
    """Return CSV that spreadsheet programs open in Chinese: UTF-8 with a mark."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue().encode("utf-8-sig")


def workbook(tables: list[Table]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, title, head, rows in tables:
        sheet = book.create_sheet(name)
        sheet.append([title])
        sheet["A1"].font = Font(bold=True, size=14)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
        sheet.append(head)
        for cell in sheet[2]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DCE6F2")
            cell.alignment = Alignment(horizontal="center")
        for row in rows:
            sheet.append(row)
        for number, words in enumerate(zip(head, *rows, strict=True), start=1):
            longest = max(len(str(word)) for word in words) * 2
            sheet.column_dimensions[get_column_letter(number)].width = min(
                max(longest, WIDTHS["narrow"]), WIDTHS["wide"]
            )
        sheet.freeze_panes = "A3"
    written = io.BytesIO()
    book.save(written)
    return _of_that_day(written.getvalue())


def _of_that_day(content: bytes) -> bytes:
    """Return the same zip without the moment of its making."""
    written = io.BytesIO()
    moment = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = moment.sub(b"2026-01-05T09:00:00Z", part)
            _put(new, name, part)
    return written.getvalue()


def _put(archive: zipfile.ZipFile, name: str, part: bytes) -> None:
    entry = zipfile.ZipInfo(name, THAT_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, part)


_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1304" w:bottom="1440" w:left="1304"/></w:sectPr></w:body></w:document>"""


def word_document(title: str, lines: list[str], fields: list[str]) -> bytes:
    """Return a form: a title, a table with a line for each field, and what to know."""
    rows = "".join(f"<w:tr>{_cell(field, 2600)}{_cell('', 6600)}</w:tr>" for field in fields)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:color="444444"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{rows}</w:tbl>"
    body = _paragraph(title, size=36, is_title=True) + table + "".join(map(_paragraph, lines))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        _put(archive, "[Content_Types].xml", _TYPES.encode())
        _put(archive, "_rels/.rels", _RELATIONS.encode())
        _put(archive, "word/document.xml", _DOCUMENT.format(body=body).encode())
    return written.getvalue()


def _cell(words: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(words)}</w:tc>'


def _paragraph(words: str, size: int = 24, *, is_title: bool = False) -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if is_title else ""
    bold = "<w:b/>" if is_title else ""
    run = f'<w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t>'
    return f"<w:p>{place}<w:r>{run}</w:r></w:p>"


def policy_lines() -> list[str]:
    """Return the text of the residence-permit rules as it stands on their page."""
    page = (HERE / "pages/zhengce/2026-03-05-juzhuzheng.md").read_text(encoding="utf-8")
    _, _, source = page.split("---\n", 2)
    head = ["明州市人民政府文件", "明政发〔2026〕8号", "", "明州市居住证管理办法", ""]
    address = "各区、县人民政府，市政府各部门、各直属单位："
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("| ---")]
    body = [line.lstrip("# ").strip("| ").replace(" | ", "：") for line in lines]
    return [*head, address, *body, "", "明州市人民政府", "2026年3月5日", "（此件公开发布）"]


LINE, PAGE = 28, 22


def pdf(lines: list[str]) -> bytes:
    """Return a PDF of 22 lines of 28 characters a page, in a font every reader has at hand."""
    wrapped = [
        words[start : start + LINE]
        for words in lines
        for start in range(0, max(len(words), 1), LINE)
    ]
    pages = [wrapped[start : start + PAGE] for start in range(0, len(wrapped), PAGE)]
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts"
        "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW 1000>>]>>",
    ]
    for number, page in enumerate(pages):
        content = _content(page, number + 1)
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {first + 2 * number + 1} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    return _file(objects)


def _content(lines: list[str], number: int) -> str:
    shown = [(79, 720 - 28 * row, 16, words) for row, words in enumerate(lines) if words]
    shown.append((270, 60, 14, f"— {number} —"))
    return "\n".join(
        f"BT /F1 {size} Tf {left} {height} Td <{words.encode('utf-16-be').hex().upper()}> Tj ET"
        for left, height, size, words in shown
    )


def _file(objects: list[str]) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    written += (
        f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(written)


if __name__ == "__main__":
    main()
