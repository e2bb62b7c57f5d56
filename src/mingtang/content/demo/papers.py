"""Policy papers of a demo city as offices send them: DOCX and PDF in the form of GB/T 9704.

Drawn from text when they are laid down, because their days are relative; the same text is the same file.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any
from xml.sax.saxutils import escape

#: What follows stands on a page of its own: the rules that a notice issues.
ENCLOSED = "==="
_CHAPTER = re.compile(r"第[一二三四五六七八九十]+章")
THAT_DAY = (2026, 1, 5, 9, 0, 0)
BODY, TITLE, MARK = 16.0, 22.0, 40.0
LEFT, WIDTH = 79.0, 442.0
TOP, BOTTOM, FOOT = 720.0, 100.0, 60.0
_NOT_AT_A_START = "，。；：、？！）》”’〕％"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph and how it is set."""

    words: str
    place: str = "both"
    """both, left, center or right."""
    size: float = BODY
    is_red: bool = False
    has_rule: bool = False
    begins_page: bool = False


def lines_of(head: dict[str, Any], source: str) -> Iterator[Line]:
    """Yield the paragraphs of a paper: red head, title, text, who signed and when."""
    mark = f"{head['issuer']}文件"
    yield Line(words=mark, place="center", size=min(MARK, WIDTH / len(mark)), is_red=True)
    yield Line(words=str(head["doc_number"]), place="center", has_rule=True)
    yield Line(words=str(head["title"]), place="center", size=TITLE)
    yield Line(words=f"{head['addressee']}：", place="left")
    notice, _, enclosed = source.partition(f"{ENCLOSED}\n")
    yield from map(_set, _paragraphs(notice))
    yield Line(words=str(head["issuer"]), place="right")
    yield Line(words=str(head["issued_on"]), place="right")
    yield Line(words="（此件公开发布）")
    for number, words in enumerate(_paragraphs(enclosed)):
        if number == 0:
            yield Line(words=words, place="center", size=TITLE, begins_page=True)
        else:
            yield _set(words)


def _set(words: str) -> Line:
    return Line(words=words, place="center" if _CHAPTER.match(words) else "both")


def _paragraphs(source: str) -> list[str]:
    return [line.strip() for line in source.splitlines() if line.strip()]


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats"
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_KIND}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    f'ContentType="{_KIND}-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    _XML + '<w:document xmlns:w="' + _WORDS + '"><w:body>{body}<w:sectPr>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/>'
    "</w:sectPr></w:body></w:document>"
)
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="C00000"/></w:pBdr>'


def docx_of(lines: list[Line]) -> bytes:
    body = "".join(map(_paragraph, lines))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        _put(archive, "[Content_Types].xml", _TYPES)
        _put(archive, "_rels/.rels", _RELATIONS)
        _put(archive, "word/document.xml", _DOCUMENT.format(body=body))
    return written.getvalue()


def _put(archive: zipfile.ZipFile, name: str, part: str) -> None:
    entry = zipfile.ZipInfo(name, THAT_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, part)


def _paragraph(line: Line) -> str:
    page = "<w:pageBreakBefore/>" if line.begins_page else ""
    rule = _RULE if line.has_rule else ""
    indent = '<w:ind w:firstLine="640"/>' if line.place == "both" else ""
    colour = '<w:color w:val="C00000"/>' if line.is_red else ""
    bold = "<w:b/>" if line.size > BODY else ""
    font = '<w:rFonts w:ascii="FangSong" w:hAnsi="FangSong" w:eastAsia="仿宋_GB2312"/>'
    return (
        f'<w:p><w:pPr>{page}{rule}<w:spacing w:line="579" w:lineRule="atLeast"/>{indent}'
        f'<w:jc w:val="{line.place}"/></w:pPr><w:r><w:rPr>{font}{bold}{colour}'
        f'<w:sz w:val="{round(line.size * 2)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(line.words)}</w:t></w:r></w:p>'
    )


def pdf_of(lines: list[Line]) -> bytes:
    """Return pages of 22 lines of 28 characters, in a font every reader has at hand."""
    pages = _pages(lines)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts"
        "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW 1000/W[1 95 500]>>]>>",
    ]
    for number, drawn in enumerate(pages, start=1):
        content = "\n".join([*drawn, _shown(f"— {number} —", left=270, height=FOOT, size=14)])
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {3 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    return _file(objects)


def _pages(lines: list[Line]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    height = TOP
    for line in lines:
        if line.begins_page:
            pages.append([])
            height = TOP
        for number, words in enumerate(_wrapped(line)):
            if height < BOTTOM:
                pages.append([])
                height = TOP
            left = _left(line, words, is_first=number == 0)
            pages[-1].append(_shown(words, left, height, line.size, is_red=line.is_red))
            height -= max(28.0, line.size * 1.5)
        if line.has_rule:
            pages[-1].append(_rule(height + BODY))
        height -= 20 if line.has_rule or line.is_red or line.size == TITLE else 0
    return pages


def _left(line: Line, words: str, *, is_first: bool) -> float:
    rest = WIDTH - _wide(words) * line.size
    if line.place == "center":
        return LEFT + max(rest, 0) / 2
    if line.place == "right":
        return LEFT + rest - 2 * line.size
    return LEFT + (2 * line.size if line.place == "both" and is_first else 0)


def _wrapped(line: Line) -> Iterator[str]:
    """Break a paragraph, a title in even lines; no line begins with a closing mark."""
    most, row = WIDTH / line.size, ""
    if line.size == TITLE:
        most = ceil(_wide(line.words) / ceil(_wide(line.words) / most))
    room = most - (2 if line.place == "both" else 0)
    for character in line.words:
        if row and _wide(row + character) > room and character not in _NOT_AT_A_START:
            yield row
            row, room = "", most
        row += character
    yield row


def _rule(height: float) -> str:
    return f"0.75 0 0 RG 1.5 w {LEFT} {height:.1f} m {LEFT + WIDTH} {height:.1f} l S"


def _wide(words: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in words)


def _shown(words: str, left: float, height: float, size: float, *, is_red: bool = False) -> str:
    colour = "0.75 0 0 rg" if is_red else "0 g"
    code = words.encode("utf-16-be").hex().upper()
    return f"BT {colour} /F1 {size:g} Tf {left:.1f} {height:.1f} Td <{code}> Tj ET"


def _file(objects: list[str]) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    tail = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return bytes(written) + tail.encode()
