"""What reading a file yields: its text, the blocks and tables in it, and where each of them stands."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    UNKNOWN = ""


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    ROW = "row"
    """One row of a table, its cells divided by bars."""
    PROPERTY = "property"
    """What a web page says about the article outside of it, as `name：value`."""
    HEADLINE = "headline"
    """The title a web page shows above the article."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph or a row; `start` and `end` count characters of the document's text."""

    text: str
    start: int
    end: int
    page: int
    kind: BlockKind = BlockKind.PARAGRAPH
    align: Align = Align.UNKNOWN
    size: float = 0.0
    """Points; nought when the file does not say."""
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Table:
    rows: Sequence[Sequence[str]]
    page: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Document:
    kind: str
    text: str
    blocks: Sequence[Block]
    tables: Sequence[Table] = ()
    pages: int = 1
    page_starts: Sequence[tuple[int, int]] = ((0, 1),)
    """Where each page begins: (position in the text, number of the page)."""
    cell_starts: Sequence[tuple[int, str]] = ()
    """Where each cell of a workbook begins: (position in the text, its name, such as 名单!C17)."""
    properties: Mapping[str, str] = field(default_factory=dict)
    is_scan: bool = False
    warnings: Sequence[str] = ()

    def page_at(self, position: int) -> int:
        index = bisect_right(self.page_starts, (position, 1 << 30)) - 1
        return self.page_starts[max(index, 0)][1]

    def cell_at(self, position: int) -> str:
        """The name of the cell at a position; nothing where the file has no named cells."""
        index = bisect_right(self.cell_starts, position, key=lambda start: start[0]) - 1
        return self.cell_starts[index][1] if index >= 0 else ""
