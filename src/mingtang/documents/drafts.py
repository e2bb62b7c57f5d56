"""Blocks before their places are known, and how they become one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingtang.documents.errors import NothingToRead, ParagraphTooLong
from mingtang.documents.model import Align, Block, BlockKind, Document, Table


@dataclass(kw_only=True)
class Draft:
    """A block to be. `turns` are the offsets inside it at which a later page begins."""

    text: str
    page: int = 1
    kind: BlockKind = BlockKind.PARAGRAPH
    align: Align = Align.UNKNOWN
    size: float = 0.0
    confidence: float = 1.0
    turns: list[tuple[int, int]] = field(default_factory=list)


@dataclass(kw_only=True)
class TableDraft:
    rows: list[list[str]]
    page: int = 1
    is_cut: bool = False
    """The page broke inside its last row."""


LONGEST_PARAGRAPH = 50_000
CELL_DIVIDER = " | "


def assemble(
    drafts: Sequence[Draft | TableDraft],
    *,
    kind: str,
    pages: int = 1,
    properties: Mapping[str, str] | None = None,
    is_scan: bool = False,
    warnings: Sequence[str] = (),
) -> Document:
    """Lay the blocks end to end, a line each, and note where each stands."""
    layer = _Layer()
    for draft in drafts:
        if isinstance(draft, TableDraft):
            layer.add_table(draft)
        else:
            layer.add(draft)
    if not any(block.text.strip() for block in layer.blocks):
        raise NothingToRead
    return Document(
        kind=kind,
        text="\n".join(layer.lines),
        blocks=layer.blocks,
        tables=layer.tables,
        pages=pages,
        page_starts=layer.page_starts or [(0, 1)],
        properties=properties or {},
        is_scan=is_scan,
        warnings=list(warnings),
    )


class _Layer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.page_starts: list[tuple[int, int]] = []
        self.position = 0

    def add(self, draft: Draft) -> None:
        if len(draft.text) > LONGEST_PARAGRAPH:
            raise ParagraphTooLong
        start, end = self.position, self.position + len(draft.text)
        for offset, page in [(0, draft.page), *draft.turns]:
            if not self.page_starts or self.page_starts[-1][1] != page:
                self.page_starts.append((start + offset, page))
        self.blocks.append(
            Block(
                text=draft.text,
                start=start,
                end=end,
                page=draft.page,
                kind=draft.kind,
                align=draft.align,
                size=draft.size,
                confidence=draft.confidence,
            )
        )
        self.lines.append(draft.text)
        self.position = end + 1

    def add_table(self, table: TableDraft) -> None:
        start = self.position
        for row in table.rows:
            self.add(Draft(text=CELL_DIVIDER.join(row), page=table.page, kind=BlockKind.ROW))
        self.tables.append(
            Table(rows=table.rows, page=table.page, start=start, end=max(start, self.position - 1))
        )
