"""The body of a text as HTML for paper; every word is escaped."""

import base64
import re
from collections.abc import Iterable
from html import escape

from mingtang.content.formats.source import (
    Block,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Table,
)
from mingtang.documents.labels import read_label

_SECOND_LEVEL = 4
LONGEST_RUN_IN = 40


def html_of(body: Iterable[Block]) -> str:
    return "".join(_block(block) for block in body)


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        data = base64.b64encode(block.content).decode()
        alt = escape(block.alt, quote=True)
        return (
            f'<figure><img src="data:{block.media_type};base64,{data}" alt="{alt}">'
            f"<figcaption>{escape(block.alt)}</figcaption></figure>"
        )
    if block.kind is ParagraphKind.HEADING:
        level = block.level + 1
        return f"<h{level}>{runs_of(block.runs)}</h{level}>"
    if block.kind is ParagraphKind.QUOTE:
        return f"<blockquote><p>{runs_of(block.runs)}</p></blockquote>"
    marker = f'<span class="marker">{escape(block.marker)}</span>' if block.marker else ""
    return f"<p>{marker}{_with_run_in_heading(block)}</p>"


def _with_run_in_heading(paragraph: Paragraph) -> str:
    """`（一）加强领导。…`: the first sentence is the heading of the second level."""
    text = paragraph.text
    label = read_label(text)
    head = re.match(r"[^。]+。", text)
    is_heading = label and label.rank == _SECOND_LEVEL and head and head.end() < len(text)
    if not is_heading or head is None or head.end() > LONGEST_RUN_IN or len(paragraph.runs) != 1:
        return runs_of(paragraph.runs)
    return f'<span class="run-in">{escape(head.group())}</span>{escape(text[head.end() :])}'


def runs_of(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    if run.is_bold:
        html = f"<b>{html}</b>"
    if run.is_italic:
        html = f"<i>{html}</i>"
    return html


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.heads)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
