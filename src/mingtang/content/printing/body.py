"""The body of a text as HTML for paper; every word is escaped."""

import base64
import re
from collections.abc import Iterator, Sequence
from html import escape

from mingtang.content.printing.setting import Piece, set_lines
from mingtang.content.sources.source import (
    Block,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Table,
)
from mingtang.documents.labels import Label, read_label

_CHAPTER, _ARTICLE, _SECOND_LEVEL = 1, 2, 4
LONGEST_RUN_IN = 40


def html_of(body: Sequence[Block], *, in_lines: bool) -> str:
    """`in_lines` sets every line to the full width of an official document."""
    return "".join(_parts(body, in_lines=in_lines))


def _parts(body: Sequence[Block], *, in_lines: bool) -> Iterator[str]:
    label = ""
    for block, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(block, Table):
            yield _table(block)
        elif isinstance(block, Picture):
            yield _picture(block)
        elif is_article_label(block) and _is_text(following):
            label = block.text.strip()
        elif block.kind is ParagraphKind.HEADING:
            yield _heading(block)
        else:
            yield paragraph_of([*_labelled(label), *_pieces(block)], block, in_lines=in_lines)
            label = ""


def paragraph_of(
    pieces: Sequence[Piece], block: Paragraph | None = None, *, in_lines: bool, indent: int = 2
) -> str:
    words = "".join(piece.html(piece.text) for piece in pieces).replace("\n", "<br>")
    html = set_lines(pieces, indent=indent) if in_lines else words
    if block is not None and block.kind is ParagraphKind.QUOTE:
        return f"<blockquote><p>{html}</p></blockquote>"
    return f'<p class="set">{html}</p>' if in_lines else f"<p>{html}</p>"


def is_article_label(block: object) -> bool:
    """`第三条` on a line of its own: on paper it stands at the head of its paragraph."""
    if not (isinstance(block, Paragraph) and block.kind is ParagraphKind.HEADING):
        return False
    text = block.text.strip()
    label = read_label(text)
    return label is not None and label.rank == _ARTICLE and label.length == len(text)


def _is_text(block: object) -> bool:
    return isinstance(block, Paragraph) and block.kind is ParagraphKind.TEXT


def _labelled(label: str) -> list[Piece]:
    return [Piece(f"{label}\u3000", "article")] if label else []


def _heading(block: Paragraph) -> str:
    label = read_label(block.text)
    is_chapter = label is not None and label.rank <= _CHAPTER and block.level == 1
    name = ' class="chapter"' if is_chapter else ""
    level = block.level + 1
    return f"<h{level}{name}>{escape(block.text)}</h{level}>"


def _pieces(paragraph: Paragraph) -> list[Piece]:
    head = [Piece(f"{paragraph.marker} ")] if paragraph.marker else []
    return [*head, *(_run_in(paragraph) or [_piece(run) for run in paragraph.runs])]


def _piece(run: Run) -> Piece:
    return Piece(run.text, "b" if run.is_bold else "i" if run.is_italic else "")


def _run_in(paragraph: Paragraph) -> list[Piece]:
    """`（一）加强领导。…`: the first sentence is the heading of the second level."""
    text = paragraph.text
    label: Label | None = read_label(text)
    head = re.match(r"[^。]+。", text)
    if label is None or label.rank != _SECOND_LEVEL or head is None or len(paragraph.runs) != 1:
        return []
    if head.end() > LONGEST_RUN_IN or head.end() == len(text):
        return []
    return [Piece(head.group(), "run-in"), Piece(text[head.end() :])]


def _picture(picture: Picture) -> str:
    data = base64.b64encode(picture.content).decode()
    alt = escape(picture.alt, quote=True)
    return (
        f'<figure><img src="data:{picture.media_type};base64,{data}" alt="{alt}">'
        f"<figcaption>{escape(picture.alt)}</figcaption></figure>"
    )


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.heads)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
