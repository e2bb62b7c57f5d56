"""What the parser finds in a source: only what it is sure of, word for word, with its place in the body."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingtang.content.parsing.model import DOUBTFUL, Found
from mingtang.content.parsing.parsing import parse_document
from mingtang.content.sources.source import (
    Block,
    Paragraph,
    ParagraphKind,
    Picture,
    Source,
    Span,
    Table,
)
from mingtang.content.sources.words import in_chinese
from mingtang.documents.drafts import Draft, TableDraft, assemble
from mingtang.documents.labels import read_label
from mingtang.documents.model import Align, Document

MODULES = ("key_points", "scope", "procedure", "materials", "subsidy", "contact")


def with_modules(source: Source) -> Source:
    """Fill in the running text and the modules. What the parser doubts is left out."""
    document, places = document_of(source)
    if not places:
        return replace(source, text=document.text)
    policy = parse_document(document)
    modules = {
        name: [
            _span(found, source.body, places)
            for found in policy.values[name]
            if found.confidence >= DOUBTFUL and found.text.strip()
        ]
        for name in MODULES
    }
    return replace(source, text=document.text, modules=modules)


@dataclass(frozen=True)
class Place:
    """Where a block of the body stands in the running text."""

    block: int
    start: int
    end: int


def document_of(source: Source) -> tuple[Document, list[Place]]:
    """The source as the parser reads files: its head, its body, its signature."""
    head = [Draft(text=source.title, align=Align.CENTER)]
    if source.doc_number:
        head.append(Draft(text=source.doc_number, align=Align.CENTER))
    if source.addressee:
        head.append(Draft(text=source.addressee.rstrip("：:") + "："))
    body, owners = _drafts_of(source.body)
    document = assemble([*head, *body, *_signature(source)], kind="article")
    places, position = [], len("\n".join(draft.text for draft in head))
    for draft, blocks in zip(body, owners, strict=True):
        for index, words in blocks:
            start = document.text.find(words, position) if words else position
            if start >= 0:
                position = start + len(words)
                places.append(Place(index, start, position))
        if isinstance(draft, TableDraft):
            position = max(position, places[-1].end)
    return document, places


_Owners = list[tuple[int, str]]


def _drafts_of(body: Sequence[Block]) -> tuple[list[Draft | TableDraft], list[_Owners]]:
    """`第三条` on a line of its own and the paragraph below it are one paragraph for the parser."""
    drafts: list[Draft | TableDraft] = []
    owners: list[_Owners] = []
    waiting: _Owners = []
    for index, block in enumerate(body):
        if isinstance(block, Table):
            _keep_table(block, index, drafts, owners)
        elif isinstance(block, Paragraph) and block.text.strip():
            words = f"{block.marker}{block.text}" if block.marker[:1].isdigit() else block.text
            words = " ".join(words.split())
            if _is_bare_label(block):
                waiting = [(index, words)]
                continue
            known = [*waiting, (index, words)]
            drafts.append(Draft(text=" ".join(part for _, part in known)))
            owners.append(known)
            waiting = []
        elif isinstance(block, Picture):
            continue
    if waiting:
        drafts.append(Draft(text=waiting[0][1]))
        owners.append(waiting)
    return drafts, owners


def _keep_table(
    table: Table, index: int, drafts: list[Draft | TableDraft], owners: list[_Owners]
) -> None:
    rows = [[*table.heads], *([*row] for row in table.rows)]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if rows:
        drafts.append(TableDraft(rows=rows))
        cells = [cell for row in rows for cell in row if cell.strip()]
        owners.append([(index, cells[0]), (index, cells[-1])])


def _is_bare_label(block: Paragraph) -> bool:
    if block.kind is not ParagraphKind.HEADING:
        return False
    text = block.text.strip()
    label = read_label(text)
    return label is not None and text.startswith("第") and text.endswith("条")


def _signature(source: Source) -> list[Draft]:
    if not (source.issuer and source.issued_on):
        return []
    return [
        Draft(text=source.issuer, align=Align.RIGHT),
        Draft(text=in_chinese(source.issued_on), align=Align.RIGHT),
    ]


def _span(found: Found, body: Sequence[Block], places: Sequence[Place]) -> Span:
    touched = [p.block for p in places if p.start < found.end and p.end > found.start]
    first = min(touched, default=0)
    return Span(
        text=found.text.strip(),
        start=found.start,
        end=found.end,
        confidence=found.confidence,
        first_block=first,
        last_block=max(touched, default=first),
        anchor=_anchor_above(body, first),
    )


def _anchor_above(body: Sequence[Block], index: int) -> str:
    for block in reversed(body[: index + 1]):
        if isinstance(block, Paragraph) and block.anchor:
            return block.anchor
    return ""
