"""Markdown: the text with its structure, readable as it stands."""

import re
from collections.abc import Iterator, Sequence

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

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_AT_START = re.compile(r"^(\s*)([#+\-]|\d+[.)])(?=\s)")


def markdown_of(source: Source, *, imprint: Imprint) -> str:
    parts = [f"# {escaped(source.title)}", *_facts(source)]
    if source.summary and not source.is_policy:
        parts.append(f"> {escaped(source.summary)}")
    if source.addressee:
        parts.append(f"{escaped(source.addressee.rstrip('：:'))}：")
    parts += [part for block in source.body if (part := _block(block))]
    parts += list(_tail(source, imprint))
    return _joined(parts)


def _joined(parts: Sequence[str]) -> str:
    """Entries of a list follow each other without an empty line."""
    text = ""
    for part in parts:
        is_entry = bool(re.match(r"\s*(?:-|\d+\.) ", part))
        was_entry = bool(re.match(r"\s*(?:-|\d+\.) ", text.rsplit("\n\n", 1)[-1]))
        text += ("\n" if is_entry and was_entry else "\n\n") + part if text else part
    return text + "\n"


def _facts(source: Source) -> Iterator[str]:
    facts = (
        ("发文字号", source.doc_number),
        ("发文机关", source.issuer),
        ("来源", "" if source.issuer else source.signer),
        ("成文日期", in_chinese(source.issued_on)),
        ("施行日期", in_chinese(source.effective_on)),
        ("有效期至", in_chinese(source.expires_on)),
        ("有效性", source.validity),
        ("索引号", source.index_number),
    )
    for name, value in facts:
        if value:
            yield f"- {name}：{escaped(value)}"


def _block(block: object) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        return f"（图：{escaped(block.alt)}）"
    return _paragraph(block) if isinstance(block, Paragraph) else ""


def _paragraph(block: Paragraph) -> str:
    words = "".join(_run(run) for run in block.runs)
    if block.kind is ParagraphKind.HEADING:
        return f"{'#' * (block.level + 1)} {words}"
    if block.kind is ParagraphKind.QUOTE:
        return f"> {words}"
    if block.kind is ParagraphKind.ITEM:
        marker = block.marker if block.marker[:1].isdigit() else "-"
        return f"{'   ' * block.level}{marker} {words}"
    return _AT_START.sub(r"\1\\\2", words)


def _run(run: Run) -> str:
    words = escaped(run.text).replace("\n", "  \n")
    if run.is_bold and words.strip():
        words = f"**{words.strip()}**"
    if run.is_italic and words.strip():
        words = f"*{words.strip()}*"
    return f"[{words}]({run.link})" if run.link.startswith(("http", "/")) else words


def _table(table: Table) -> str:
    rows = [table.heads, ["---"] * len(table.heads), *table.rows]
    lines = [f"**{escaped(table.caption)}**\n"] if table.caption else []
    for number, row in enumerate(rows):
        cells = row if number == 1 else [escaped(cell).replace("\n", " ") for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _tail(source: Source, imprint: Imprint) -> Iterator[str]:
    for number, attached in enumerate(source.attachments, start=1):
        yield f"附件{number}：{escaped(attached.title)}"
    if source.is_policy and source.issuer:
        yield "  \n".join([escaped(source.issuer), in_chinese(source.issued_on)]).strip()
    if imprint.address:
        yield "---"
        links = [f"[{KINDS[key].label}]({address})" for key, address in imprint.others.items()]
        also = f"其他格式：{'、'.join(links)}" if links else ""
        yield "  \n".join(part for part in (f"网页：<{imprint.address}>", also) if part)


def escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
