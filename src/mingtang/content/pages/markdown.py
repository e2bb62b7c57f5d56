"""Markdown into the blocks of an article's body. HTML in the source stays text."""

from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def blocks_of(source: str) -> list[dict[str, Any]]:
    """Return StreamField data: running text, tables and quotes in their order."""
    blocks: list[dict[str, Any]] = []
    for kind, tokens in _pieces(_MARKDOWN.parse(source)):
        if kind == "table":
            blocks.append({"type": "table", "value": _table(tokens)})
        elif kind == "blockquote":
            blocks.append({"type": "quote", "value": _words(tokens)})
        else:
            _append_paragraph(blocks, _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
    return blocks


def _append_paragraph(blocks: list[dict[str, Any]], html: str) -> None:
    """Join running text into one block; the article's own title is the only h1."""
    html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>").strip()
    for level in ("5", "6"):
        html = html.replace(f"<h{level}>", "<h4>").replace(f"</h{level}>", "</h4>")
    if blocks and blocks[-1]["type"] == "paragraph":
        blocks[-1]["value"] += html
    else:
        blocks.append({"type": "paragraph", "value": html})


def _pieces(tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Cut the tokens at the top level: one piece for each paragraph, list, table, quote."""
    piece: list[Token] = []
    for token in tokens:
        piece.append(token)
        if token.level == 0 and token.nesting <= 0 and token.type != "inline":
            yield piece[0].tag if piece[0].nesting else piece[0].type, piece
            piece = []
    if piece:
        yield "", piece


def _words(tokens: list[Token]) -> str:
    return "\n".join(_text(token) for token in tokens if token.type == "inline")


def _table(tokens: list[Token]) -> dict[str, Any]:
    """Return a typed table of text columns."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_text(token))
    head, *body = rows
    return {
        "columns": [{"type": "text", "heading": words} for words in head],
        "rows": [{"values": (row + [""] * len(head))[: len(head)]} for row in body],
        "caption": "",
    }


def _text(token: Token) -> str:
    parts = token.children or []
    return "".join("\n" if part.type == "softbreak" else part.content for part in parts)
