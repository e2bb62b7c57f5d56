"""Takes a page apart into runs of text, each with the name people know its place by."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.db import models

from mingtang.content.pages.richtext import safe_html
from mingtang.content.wording.links import Link, addresses_in

#: Elements after which a new line begins.
_BLOCKS = ["p", "h2", "h3", "h4", "li", "blockquote", "br", "hr"]
_DIVIDER = " | "
BODY = "正文"


@dataclass(frozen=True, kw_only=True)
class Piece:
    field: str
    words: str
    hint: str = ""
    is_list: bool = False
    cells: tuple[tuple[int, str], ...] = ()

    def cell_at(self, position: int) -> str:
        index = bisect_right(self.cells, position, key=lambda cell: cell[0]) - 1
        return self.cells[index][1] if index >= 0 else ""


def pieces_of(page: Any) -> Iterator[Piece]:
    """Yield the title, every public field with words of its own, and the body."""
    yield Piece(field="标题", words=page.title)
    for name in page.public_fields:
        field = page._meta.get_field(name.removesuffix("_id"))
        is_words = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_words and getattr(page, name):
            yield Piece(field=str(field.verbose_name), words=str(getattr(page, name)))
    if hasattr(page, "body"):
        for block in page.body:
            yield from _of_block(block)
    if hasattr(page, "attachments"):
        for attachment in page.attachments.all():
            if attachment.title:
                yield Piece(field="附件的名字", words=attachment.title)


def links_of(page: Any) -> Iterator[Link]:
    """Yield every link of the body, and the addresses written out in it."""
    if not hasattr(page, "body"):
        return
    for block in page.body:
        if block.block_type == "paragraph":
            soup = BeautifulSoup(safe_html(block.value.source), "html.parser")
            for anchor in soup.find_all("a"):
                yield Link(str(anchor.get("href") or ""), anchor.get_text())
                anchor.decompose()
            yield from (Link(address, address) for address in addresses_in(soup.get_text()))


def text_of_html(html: str) -> str:
    """Return running text, a line for each block; words inside a line stay together."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(_BLOCKS):
        if isinstance(element, Tag):
            element.insert_after("\n")
    lines = (line.strip() for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


def _of_block(block: Any) -> Iterator[Piece]:
    value = block.value
    if block.block_type == "paragraph":
        yield Piece(field=BODY, words=text_of_html(safe_html(value.source)))
    elif block.block_type == "table":
        yield _of_table(value)
    elif block.block_type == "picture":
        yield Piece(field="图片说明", words=str(value["alt"] or ""))
    elif block.block_type == "attachment" and value["title"]:
        yield Piece(field="附件的名字", words=value["title"])
    elif block.block_type == "quote":
        yield Piece(field="引用", words=str(value))


def _of_table(value: Any) -> Piece:
    heads = [str(column["heading"] or "") for column in value.columns]
    rows = [heads, *([str(cell or "") for cell in row["values"]] for row in value.row_data)]
    cells: list[tuple[int, str]] = []
    position = 0
    for number, row in enumerate(rows):
        for column, cell in enumerate(row, start=1):
            row_name = f"第 {number} 行" if number else "表头"
            cells.append((position, f"{row_name}第 {column} 列"))
            position += len(cell) + len(_DIVIDER if column < len(row) else "\n")
    words = "\n".join(_DIVIDER.join(row) for row in rows)
    caption = str(value.caption or "")
    return Piece(
        field=f"正文的表格“{caption}”" if caption else "正文的表格",
        words=words,
        hint=" ".join([caption, *heads]),
        is_list=True,
        cells=tuple(cells),
    )
