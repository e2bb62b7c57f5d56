"""The parts of an official document after GB/T 9704: head, title, addressee, body, signature, annexes, colophon."""

import re
from dataclasses import dataclass, field

from mingtang.content.parsing.words import (
    AGENCY,
    SEALED,
)
from mingtang.documents.model import Block, BlockKind, Document


@dataclass(kw_only=True)
class Anatomy:
    document: Document
    properties: list[Block] = field(default_factory=list)
    headline: Block | None = None
    mark: list[Block] = field(default_factory=list)
    number: Block | None = None
    title: list[Block] = field(default_factory=list)
    enactment: Block | None = None
    addressee: Block | None = None
    body: list[Block] = field(default_factory=list)
    """From after the addressee to before the signature."""
    signature: list[Block] = field(default_factory=list)
    dated: Block | None = None
    notes: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    """What follows the signature: the measures the notice issues, and annexes."""
    colophon: list[Block] = field(default_factory=list)

    @property
    def prose(self) -> list[Block]:
        return [block for block in (*self.body, *self.after) if block.kind is BlockKind.PARAGRAPH]


def is_agency(text: str) -> bool:
    """One agency, or several with spaces between."""
    parts = SEALED.sub("", text).split()
    if not parts or re.search(r"[，。；：:]", text) or text.startswith(("附件", "（")):
        return False
    whole = "".join(parts)
    return bool(AGENCY.match(whole)) or all(AGENCY.match(part) for part in parts)
