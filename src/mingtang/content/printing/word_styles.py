"""The styles of the DOCX files: named ones, so that whoever edits them has an outline and not looks."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

RED = "D7000F"
BODY = "Body Text"
_FANGSONG, _HEI, _KAI, _SONG, _TITLE = (
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
    "方正小标宋_GBK",
)
#: What the schema has stand after the distance of characters.
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
_LINE = Pt(28.98)
_TWO_CHARACTERS = Pt(32)


def prepare(document: Any, *, official: bool) -> None:
    _page(document, official=official)
    size = Pt(16) if official else Pt(12)
    normal = document.styles["Normal"]
    _face(normal, _FANGSONG if official else _SONG, size)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    if official:
        normal.paragraph_format.line_spacing = _LINE
        _closer(normal)
    indent = _TWO_CHARACTERS if official else Pt(24)
    _style(document, BODY, indent=indent)
    _style(document, "MtAddressee")
    _style(document, "MtItem", indent=indent)
    _style(document, "MtFacts", size=Pt(10.5), is_single=True)
    _style(document, "MtCell", size=Pt(12) if official else Pt(10.5), is_single=True)
    _style(document, "MtNumber", is_centred=True)
    mark = _style(document, "MtMark", font=_TITLE, is_centred=True, is_single=True)
    mark.font.color.rgb = RGBColor.from_string(RED)
    mark.font.bold = True
    _headings(document, official=official, size=size, indent=indent)


def _closer(style: Any) -> None:
    """28 characters of size 3 are 2 mm wider than the type area: each stands a fifth of a point closer."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-4")
    properties = style.element.get_or_add_rPr()
    properties.insert_element_before(spacing, *_AFTER_SPACING)


def _page(document: Any, *, official: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = (Mm(37), Mm(35)) if official else (Mm(25), Mm(25))
    section.left_margin, section.right_margin = (Mm(28), Mm(26)) if official else (Mm(25), Mm(25))
    section.footer_distance = Mm(25) if official else Mm(15)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT if official else WD_ALIGN_PARAGRAPH.CENTER
    _page_number(footer, before="— " if official else "", after=" —" if official else "")
    if official:
        document.settings.odd_and_even_pages_header_footer = True
        even = section.even_page_footer.paragraphs[0]
        even.alignment = WD_ALIGN_PARAGRAPH.LEFT
        _page_number(even, before="— ", after=" —")
        grid = OxmlElement("w:docGrid")
        for name, value in (("type", "lines"), ("linePitch", "579")):
            grid.set(qn(f"w:{name}"), value)
        for known in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(known)
        section._sectPr.append(grid)


def _page_number(paragraph: Any, *, before: str, after: str) -> None:
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
    paragraph.add_run(after)
    for each in paragraph.runs:
        each.font.size = Pt(14)


def _headings(document: Any, *, official: bool, size: Any, indent: Any) -> None:
    title = document.styles["Title"]
    _face(title, _TITLE if official else _HEI, Pt(22) if official else Pt(20))
    title.font.bold = True
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = _LINE
    _without_edge(title)
    for level, font in ((1, _HEI), (2, _KAI), (3, _FANGSONG if official else _SONG)):
        heading = document.styles[f"Heading {level}"]
        _face(heading, font, size)
        heading.font.bold = level == 3 or not official
        heading.font.italic = False
        heading.paragraph_format.first_line_indent = indent if official else None
        heading.paragraph_format.space_before = Pt(0) if official else Pt(10)
        heading.paragraph_format.space_after = Pt(0) if official else Pt(4)


def _without_edge(style: Any) -> None:
    for edges in style.element.iter(qn("w:pBdr")):
        edges.getparent().remove(edges)
        return


def _style(
    document: Any,
    name: str,
    *,
    font: str = "",
    size: Any = None,
    indent: Any = None,
    is_centred: bool = False,
    is_single: bool = False,
) -> Any:
    known = [style.name for style in document.styles]
    style = (
        document.styles[name]
        if name in known
        else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.base_style = document.styles["Normal"]
    if font:
        _face(style, font, size)
    elif size:
        style.font.size = size
    layout = style.paragraph_format
    layout.first_line_indent = indent
    layout.space_before = layout.space_after = Pt(0)
    if is_centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if is_single:
        layout.line_spacing = 1.2
    return style


def _face(style: Any, font: str, size: Any) -> None:
    """Word asks for the Chinese typeface apart from the Latin one."""
    style.font.name = font
    if size:
        style.font.size = size
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{name}"), font)
