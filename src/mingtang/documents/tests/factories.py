"""Files made for the tests: small, valid and invented."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, *, align: str = "", number: str = "") -> str:
    properties = f'<w:jc w:val="{align}"/>' if align else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    cells = [[f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"


def make_docx(path: Path, *elements: str, numbering: str = "", extra: str = "") -> Path:
    body = "".join(e if e.startswith("<w:") else paragraph(e) for e in elements)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {W}>{numbering}</w:numbering>")
        if extra:
            archive.writestr(extra, b"x")
    return path


Piece = tuple[float, float, float, str]
"""left, base line above the foot, size, text"""


def make_pdf(
    path: Path,
    *pages: Sequence[Piece],
    rules: Sequence[tuple[float, float, float, float]] = (),
) -> Path:
    """Pages with text in a Chinese font that is not embedded, and ruling lines on every page."""
    drawn = "".join(f"0.5 w {x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in rules)
    streams = [
        drawn
        + "".join(
            f"BT /F {size} Tf {left} {base} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for left, base, size, text in page
        )
        for page in pages
    ]
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(streams)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>",
    ]
    for index, stream in enumerate(streams):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * index} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}endstream")
    path.write_bytes(_file(objects))
    return path


def _file(objects: Sequence[str]) -> bytes:
    content = b"%PDF-1.4\n"
    places: list[int] = []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    start = len(content)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    content += (
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return content


def letter(*lines: str, size: float = 16, left: float = 80, top: float = 740) -> list[Piece]:
    """Lines one below another; each begins with as many full spaces as it is indented."""
    return [
        (
            left + size * (len(line) - len(line.lstrip("　"))),
            top - 28 * index,
            size,
            line.lstrip("　"),
        )
        for index, line in enumerate(lines)
        if line
    ]
