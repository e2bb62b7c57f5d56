"""What is found in a policy file; every value points into the source text it was read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DOUBTFUL = 0.7
"""Below this an editor must look before it is used."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """`text` may repair the source (brackets, spaces); `start` and `end` are where it was read."""

    text: str
    start: int
    end: int
    page: int
    confidence: float


@dataclass(kw_only=True)
class Section:
    label: str
    level: int
    heading: str
    start: int
    end: int
    page: int
    children: list["Section"] = field(default_factory=list)


FIELDS = (
    "title",
    "issuing_authority",
    "doc_number",
    "addressee",
    "issue_date",
    "effective_date",
    "validity",
    "attachments",
    "key_points",
    "scope",
    "procedure",
    "materials",
    "subsidy",
    "contact",
)


@dataclass(frozen=True, kw_only=True)
class ParsedPolicy:
    values: Mapping[str, Sequence[Found]]
    structure: Sequence[Section]
    tables: Sequence[Sequence[Sequence[str]]]
    warnings: Sequence[str]
