"""The text that every format is made from: frozen, and without the CMS it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

POLICY = "policy"


class ParagraphKind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of a paragraph that is set in one way."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    kind: ParagraphKind
    runs: Sequence[Run]
    level: int = 0
    """Of a heading 1 to 3; of an item how deep its list lies."""
    marker: str = ""
    """What stands before an item: `1.` or a dot."""
    anchor: str = ""
    """Where a heading can be linked to on the page."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, kw_only=True)
class Table:
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    alt: str
    content: bytes
    media_type: str


Block = Paragraph | Table | Picture


@dataclass(frozen=True, kw_only=True)
class Attached:
    title: str
    kind: str = ""
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Span:
    """A value of a module, word for word, and where it stands: in the text and in the body."""

    text: str
    start: int
    end: int
    confidence: float
    first_block: int
    last_block: int
    anchor: str = ""


Modules = Mapping[str, Sequence[Span]]


@dataclass(frozen=True, kw_only=True)
class Source:
    title: str
    kind: str = POLICY
    issuer: str = ""
    department: str = ""
    origin: str = ""
    """来源: who provided the text."""
    doc_number: str = ""
    index_number: str = ""
    theme: str = ""
    addressee: str = ""
    summary: str = ""
    keywords: Sequence[str] = ()
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    validity: str = ""
    body: Sequence[Block] = ()
    attachments: Sequence[Attached] = ()
    digest: str = ""
    """SM3 of the approved text."""
    text: str = ""
    """The running text that the places of the modules count in."""
    modules: Modules = field(default_factory=dict)

    @property
    def is_policy(self) -> bool:
        return self.kind == POLICY

    @property
    def signer(self) -> str:
        return self.issuer or self.origin or self.department

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.body if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.body if isinstance(block, Paragraph)]

    def module(self, name: str) -> Sequence[Span]:
        return self.modules.get(name, ())


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Where the text is public, and where its other formats lie; empty beside a single file."""

    site: str = ""
    address: str = ""
    """The whole address of the page."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Kind of format → its whole address."""
