"""Reading web pages: the article without menus, side bars and feet, and what the page says about it."""

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mingtang.documents.drafts import Draft, TableDraft, assemble
from mingtang.documents.errors import NestedTooDeep, NothingToRead
from mingtang.documents.html_article import find_article
from mingtang.documents.html_properties import properties_of
from mingtang.documents.model import Align, BlockKind, Document
from mingtang.documents.plain import decode

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "tr",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "button",
        "select",
        "input",
        "svg",
        "template",
        "nav",
        "head",
    ]
)
MOST_NESTED = 250
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*(right|end)", re.IGNORECASE)


def read_html(path: Path) -> Document:
    content = path.read_bytes()
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    page = LexborHTMLParser(
        decode(content, declared=declared.group(1).decode() if declared else "")
    )
    if page.body is None:
        raise NothingToRead
    if _is_too_deep(page.body):
        raise NestedTooDeep
    article = find_article(page.body)
    properties = properties_of(page, article=article)
    drafts: list[Draft | TableDraft] = list(_head(page, properties=properties))
    drafts += _Walk(article).drafts()
    return assemble(drafts, kind="html", properties=properties)


def _is_too_deep(body: LexborNode) -> bool:
    """Pages people make nest a few dozen elements; one with thousands is out to exhaust its reader."""
    level = [body]
    for _ in range(MOST_NESTED):
        level = [child for node in level for child in node.iter()]
        if not level:
            return False
    return True


def _head(page: LexborHTMLParser, *, properties: dict[str, str]) -> Iterator[Draft]:
    for name, value in properties.items():
        if not name.startswith("meta:"):
            yield Draft(text=f"{name}：{value}", kind=BlockKind.PROPERTY)
    text = _headline(page, properties=properties)
    if text:
        yield Draft(text=text, kind=BlockKind.HEADLINE, align=Align.CENTER)


def _headline(page: LexborHTMLParser, *, properties: dict[str, str]) -> str:
    """What the page calls the article; a heading that its window title repeats is surely it."""
    if properties.get("meta:ArticleTitle"):
        return tidy(properties["meta:ArticleTitle"])
    title = page.css_first("title")
    window = tidy(title.text()) if title else ""
    headings = [tidy(heading.text()) for heading in page.css("h1, h2, .title, #title")]
    headings = [heading for heading in headings if 4 <= len(heading) <= 200]
    repeated = [heading for heading in headings if heading in window]
    if repeated:
        return repeated[0]
    first = re.split(r"\s*[_|]\s*|\s+[-–—]\s*|[-–—]\s+", window)[0]
    return first if len(first) >= 8 or not headings else headings[0]


def tidy(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", " ", text).strip()


class _Walk:
    """Goes through the article in order and cuts it into blocks where a browser would."""

    def __init__(self, article: LexborNode) -> None:
        self._article = article
        self._drafts: list[Draft | TableDraft] = []
        self._parts: list[str] = []
        self._align = Align.UNKNOWN

    def drafts(self) -> list[Draft | TableDraft]:
        self._visit(self._article)
        self._break()
        return self._drafts

    def _visit(self, node: LexborNode) -> None:
        child = node.child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                self._parts.append(child.text(deep=False) or "")
            elif tag == "br":
                self._break()
            elif tag == "table" and _is_data(child):
                self._break()
                self._drafts.append(TableDraft(rows=_rows(child)))
            elif tag == "td" or tag in _BLOCKS:
                self._block(child)
            elif tag not in _SKIPPED and not tag.startswith("-"):
                self._visit(child)
            child = child.next

    def _block(self, node: LexborNode) -> None:
        self._break()
        outer = self._align
        self._align = _align(node) or outer
        self._visit(node)
        self._break()
        self._align = outer

    def _break(self) -> None:
        text = tidy("".join(self._parts))
        self._parts = []
        if text:
            self._drafts.append(Draft(text=text, align=self._align))


def _align(node: LexborNode) -> Align:
    attributes = node.attributes
    style, align = attributes.get("style") or "", (attributes.get("align") or "").lower()
    if align == "center" or node.tag == "center" or _CENTRED.search(style):
        return Align.CENTER
    if align == "right" or _RIGHT.search(style):
        return Align.RIGHT
    return Align.UNKNOWN


def _is_data(table: LexborNode) -> bool:
    """A table with one cell, or with a whole article in a cell, only lays out the page."""
    cells = table.css("td, th")
    if len(cells) < 2 or table.css_first("td table"):
        return False
    return not any(len(cell.css("p")) > 15 for cell in cells)


def _rows(table: LexborNode) -> list[list[str]]:
    rows = [
        [tidy(cell.text(separator="")) for cell in row.iter() if cell.tag in ("td", "th")]
        for row in table.css("tr")
    ]
    return [row for row in rows if any(row)]
