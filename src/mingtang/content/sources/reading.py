"""Reads an article of the CMS into the source that formats are made from."""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from mingtang.content.pages.presenting import LONGEST_SIDE, words_of
from mingtang.content.pages.richtext import safe_html
from mingtang.content.pages.texts import digest_of
from mingtang.content.sources.modules import with_modules
from mingtang.content.sources.source import (
    Attached,
    Block,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Source,
    Table,
)

_HEADINGS = {"h2": 1, "h3": 2, "h4": 3}
_DOT = "•"


def source_of(article: Any) -> Source:
    """Read the article as it is in this revision; pages say what is approved, not this module."""
    source = Source(
        title=article.title,
        kind=article.kind,
        issuer=article.issuer,
        department=article.department.name if article.department else "",
        origin=article.source,
        doc_number=article.doc_number,
        index_number=article.index_number,
        theme=article.theme,
        addressee=article.addressee,
        summary=article.summary,
        keywords=words_of(article.keywords),
        issued_on=article.issued_on,
        effective_on=article.effective_on,
        expires_on=article.expires_on,
        validity=article.validity,
        body=_with_anchors(_blocks_of(article)),
        attachments=_attachments_of(article),
        digest=digest_of(article),
    )
    return with_modules(source)


def _attachments_of(article: Any) -> list[Attached]:
    return [
        Attached(
            title=attachment.title or attachment.document.title,
            kind=attachment.document.file_extension.upper(),
            size=attachment.document.get_file_size() or 0,
        )
        for attachment in article.attachments.order_by("sort_order").select_related("document")
    ]


def _with_anchors(blocks: list[Block]) -> list[Block]:
    """Number the headings of the first level as the page does."""
    numbered: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind is ParagraphKind.HEADING:
            number += block.level == 1
            anchor = f"s{number}" if block.level == 1 else ""
            block = Paragraph(kind=block.kind, runs=block.runs, level=block.level, anchor=anchor)
        numbered.append(block)
    return numbered


def _blocks_of(article: Any) -> list[Block]:
    return [block for part in article.body for block in _part(part.block_type, part.value)]


def _part(kind: str, value: Any) -> Iterator[Block]:
    if kind == "paragraph":
        yield from paragraphs_of(safe_html(value.source))
    elif kind == "table":
        yield _table(value)
    elif kind == "quote" and value:
        yield Paragraph(kind=ParagraphKind.QUOTE, runs=[Run(text=str(value).strip())])
    elif kind == "picture" and value["image"] is not None:
        yield _picture(value)
    elif kind == "attachment" and value["document"] is not None:
        name = value["title"] or value["document"].title
        yield Paragraph(kind=ParagraphKind.TEXT, runs=[Run(text=f"附件：{name}")])


def _table(value: Any) -> Table:
    return Table(
        heads=[str(column["heading"] or "") for column in value.columns],
        rows=[[str(cell or "") for cell in row["values"]] for row in value.row_data],
        caption=value.caption or "",
    )


def _picture(value: Any) -> Picture:
    rendition = value["image"].get_rendition(LONGEST_SIDE)
    with rendition.file.open("rb") as opened:
        content = opened.read()
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return Picture(alt=value["alt"], content=content, media_type=f"image/{kind}")


def paragraphs_of(html: str) -> Iterator[Paragraph]:
    """Cut running text into its paragraphs, each with how its words are set."""
    for element in BeautifulSoup(html, "html.parser").children:
        if isinstance(element, Tag):
            yield from _of_element(element)
        elif isinstance(element, NavigableString) and element.strip():
            yield Paragraph(kind=ParagraphKind.TEXT, runs=[Run(text=element.strip())])


def _of_element(element: Tag) -> Iterator[Paragraph]:
    if element.name in _HEADINGS:
        runs = _runs(element)
        if runs:
            yield Paragraph(kind=ParagraphKind.HEADING, runs=runs, level=_HEADINGS[element.name])
    elif element.name in {"ul", "ol"}:
        yield from _items(element, depth=0)
    elif element.name == "blockquote":
        for child in element.find_all("p") or [element]:
            yield Paragraph(kind=ParagraphKind.QUOTE, runs=_runs(child))
    elif element.name != "hr":
        runs = _runs(element)
        if runs:
            yield Paragraph(kind=ParagraphKind.TEXT, runs=runs)


def _items(element: Tag, *, depth: int) -> Iterator[Paragraph]:
    for number, item in enumerate(element.find_all("li", recursive=False), start=1):
        inner = list(item.find_all(["ul", "ol"], recursive=False))
        for child in inner:
            child.extract()
        marker = f"{number}." if element.name == "ol" else _DOT
        runs = _runs(item)
        if runs:
            yield Paragraph(kind=ParagraphKind.ITEM, runs=runs, level=depth, marker=marker)
        for child in inner:
            yield from _items(child, depth=depth + 1)


def _runs(element: Tag) -> list[Run]:
    runs = [
        Run(text=text, is_bold=bold, is_italic=italic, link=link)
        for text, bold, italic, link in _walk(element, bold=False, italic=False, link="")
        if text
    ]
    return _trimmed(runs)


def _walk(
    element: Tag, *, bold: bool, italic: bool, link: str
) -> Iterator[tuple[str, bool, bool, str]]:
    for child in element.children:
        if isinstance(child, NavigableString):
            yield re.sub(r"\s+", " ", str(child)), bold, italic, link
        elif isinstance(child, Tag) and child.name == "br":
            yield "\n", bold, italic, link
        elif isinstance(child, Tag):
            yield from _walk(
                child,
                bold=bold or child.name in {"b", "strong"},
                italic=italic or child.name in {"i", "em"},
                link=str(child.get("href") or "") if child.name == "a" else link,
            )


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without space at the ends of the paragraph."""
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = _replace(runs[0], runs[0].text.lstrip())
        runs[-1] = _replace(runs[-1], runs[-1].text.rstrip())
    return runs


def _replace(run: Run, text: str) -> Run:
    return Run(text=text, is_bold=run.is_bold, is_italic=run.is_italic, link=run.link)
