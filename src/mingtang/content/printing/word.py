"""DOCX with real styles and headings: a policy in the layout of GB/T 9704, anything else as a plain sheet."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from mingtang.content.printing.body import is_article_label
from mingtang.content.printing.pdf import REPEALED, is_official, marks_of, names_of
from mingtang.content.printing.word_styles import BODY, RED, prepare
from mingtang.content.sources.kinds import KINDS
from mingtang.content.sources.source import (
    Imprint,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Source,
    Table,
)
from mingtang.content.sources.words import in_chinese

_WIDEST_MARK, _LARGEST_MARK = 420.0, 42.0
_PICTURE_POINTS = 420
BLUE = "0C56A6"


def docx_of(source: Source, *, imprint: Imprint) -> bytes:
    document = Document()
    prepare(document, official=is_official(source))
    _describe(document, source, imprint)
    if is_official(source):
        _red_head(document, source)
    _title(document, source)
    _body(document, source)
    _tail(document, source, imprint)
    held = io.BytesIO()
    document.save(held)
    return _undated(held)


def _undated(held: io.BytesIO) -> bytes:
    """Without the time of writing in its parts: the same text gives the same file."""
    settled = io.BytesIO()
    with zipfile.ZipFile(held) as written, zipfile.ZipFile(settled, "w") as archive:
        for part in written.infolist():
            same = zipfile.ZipInfo(part.filename)
            same.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(same, written.read(part))
    return settled.getvalue()


def _describe(document: Any, source: Source, imprint: Imprint) -> None:
    properties = document.core_properties
    properties.title, properties.author = source.title[:255], source.signer[:255]
    properties.keywords = "，".join(source.keywords)[:255]
    properties.comments = f"{imprint.address} SM3 {source.digest}".strip()[:255]
    properties.language = "zh-CN"


def _red_head(document: Any, source: Source) -> None:
    marks = marks_of(source.issuer)
    for mark in marks:
        paragraph = document.add_paragraph(style="MtMark")
        size = min(_WIDEST_MARK / len(mark), _LARGEST_MARK if len(marks) == 1 else 27.0)
        paragraph.add_run(mark).font.size = Pt(round(size, 1))
    number = document.add_paragraph(source.doc_number, style="MtNumber")
    _line_below(number)


def _line_below(paragraph: Any) -> None:
    """The red line: the lower edge of the paragraph that holds the number."""
    edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", RED)):
        edge.set(qn(f"w:{name}"), value)
    edges.append(edge)
    paragraph._p.get_or_add_pPr().append(edges)


def _title(document: Any, source: Source) -> None:
    if source.validity in REPEALED:
        run = document.add_paragraph(style="MtNumber").add_run(f"本文件{source.validity}，只供查阅")
        run.font.color.rgb = RGBColor.from_string(RED)
    document.add_paragraph(source.title, style="Title")
    if not is_official(source):
        facts = [source.doc_number, source.signer, in_chinese(source.issued_on)]
        document.add_paragraph("　".join(fact for fact in facts if fact), style="MtFacts")
        if source.summary:
            document.add_paragraph(source.summary, style="Intense Quote")


def _body(document: Any, source: Source) -> None:
    if source.addressee:
        document.add_paragraph(f"{source.addressee.rstrip('：:')}：", style="MtAddressee")
    for block in source.body:
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Picture):
            document.add_picture(io.BytesIO(block.content), width=Pt(_PICTURE_POINTS))
            document.add_paragraph(block.alt, style="Caption")
        else:
            _paragraph(document, block)


def _paragraph(document: Any, block: Paragraph) -> None:
    if block.kind is ParagraphKind.HEADING:
        level = 3 if is_article_label(block) else block.level
        document.add_paragraph(block.text, style=f"Heading {level}")
        return
    styles = {ParagraphKind.QUOTE: "Quote", ParagraphKind.ITEM: "MtItem"}
    paragraph = document.add_paragraph(style=styles.get(block.kind, BODY))
    if block.marker:
        paragraph.add_run(f"{block.marker} ")
    for run in block.runs:
        _run(paragraph, run)


def _run(paragraph: Any, run: Run) -> None:
    added = paragraph.add_run(run.text)
    added.bold = run.is_bold or None
    added.italic = run.is_italic or None


def _table(document: Any, table: Table) -> None:
    if table.caption:
        document.add_paragraph(table.caption, style="Caption")
    grid = document.add_table(rows=1, cols=max(1, len(table.heads)), style="Table Grid")
    _fill(grid.rows[0], table.heads, is_head=True)
    for row in table.rows:
        _fill(grid.add_row(), row)
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)


def _fill(row: Any, texts: Any, *, is_head: bool = False) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text in zip(row.cells, texts, strict=False):
        paragraph = cell.paragraphs[0]
        paragraph.style = "MtCell"
        paragraph.add_run(text).bold = is_head or None


def _tail(document: Any, source: Source, imprint: Imprint) -> None:
    many = len(source.attachments) > 1
    for number, attached in enumerate(source.attachments, start=1):
        label = "附件：" if number == 1 else "　　　"
        document.add_paragraph(
            f"{label}{f'{number}. ' if many else ''}{attached.title}", style=BODY
        )
    if is_official(source):
        document.add_paragraph(style=BODY)
        for line in (*names_of(source.issuer), in_chinese(source.issued_on)):
            signed = document.add_paragraph(line, style="MtAddressee")
            signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if imprint.address:
        page = document.add_paragraph("网页：", style="MtFacts")
        _link(page, imprint.address, imprint.address)
    if imprint.others:
        also = document.add_paragraph("其他格式：", style="MtFacts")
        for number, (key, address) in enumerate(imprint.others.items()):
            also.add_run("、" if number else "")
            _link(also, KINDS[key].label, address)


def _link(paragraph: Any, words: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    run = paragraph.add_run(words)
    run.font.color.rgb = RGBColor.from_string(BLUE)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
