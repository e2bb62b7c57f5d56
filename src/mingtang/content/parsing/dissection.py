"""Takes a document apart: first the colophon, then the head, then the body with its signature."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingtang.content.parsing.anatomy import Anatomy, is_agency
from mingtang.content.parsing.head import HEAD, take_head
from mingtang.content.parsing.words import (
    ANNEX_MARK,
    COLOPHON,
    NOTE,
    ONLY_DATE,
    TITLE_END,
    TITLE_WITH_NUMBER,
)
from mingtang.documents.labels import read_label
from mingtang.documents.model import Block, BlockKind, Document


def dissect(document: Document) -> Anatomy:
    anatomy = Anatomy(document=document)
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind is BlockKind.PROPERTY:
            anatomy.properties.append(block)
        elif block.kind is BlockKind.HEADLINE:
            anatomy.headline = block
        else:
            blocks.append(block)
    blocks = list(_without_colophon(_parted(blocks), anatomy=anatomy))
    rest = take_head(blocks, anatomy=anatomy)
    _take_body(rest, anatomy=anatomy)
    return anatomy


def _without_colophon(blocks: Sequence[Block], *, anatomy: Anatomy) -> Iterator[Block]:
    """The colophon stands at the foot of the last page, but tables and annexes may follow it."""
    for index, block in enumerate(blocks):
        is_late = index > 3 and index * 2 > len(blocks)
        is_text = block.kind is BlockKind.PARAGRAPH and len(block.text) < 200
        if is_late and is_text and COLOPHON.search(block.text) and not read_label(block.text):
            anatomy.colophon.append(block)
        else:
            yield block


def _parted(blocks: Sequence[Block]) -> list[Block]:
    """A title and its number on one line are two blocks."""
    parted: list[Block] = []
    for index, block in enumerate(blocks):
        match = TITLE_WITH_NUMBER.match(block.text) if index < HEAD else None
        if match and TITLE_END.search(match.group(1).strip()):
            cut = match.end(1)
            parted.append(replace(block, text=block.text[:cut], end=block.start + cut))
            parted.append(replace(block, text=block.text[cut:], start=block.start + cut))
        else:
            parted.append(block)
    return parted


def _take_body(blocks: Sequence[Block], *, anatomy: Anatomy) -> None:
    place = _find_date(blocks)
    if place is None or (anatomy.dated and not _is_signed(blocks, place)):
        end = _first_annex(blocks)
        anatomy.body, anatomy.after = list(blocks[:end]), list(blocks[end:])
        return
    anatomy.dated = blocks[place]
    first = place
    while first > 0 and place - first < 20 and _signs(blocks[first - 1]):
        first -= 1
    anatomy.signature = list(blocks[first:place])
    anatomy.body = list(blocks[:first])
    after = place + 1
    while after < len(blocks) and NOTE.match(blocks[after].text.strip()):
        anatomy.notes.append(blocks[after])
        after += 1
    anatomy.after = list(blocks[after:])


def _find_date(blocks: Sequence[Block]) -> int | None:
    """The date of the document is the first line that is only a date, best below an agency."""
    candidates = [
        index
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.PARAGRAPH and _is_dating(block.text.strip())
    ]
    signed = [index for index in candidates if _is_signed(blocks, index)]
    return signed[0] if signed else (candidates[0] if candidates else None)


def _is_dating(text: str) -> bool:
    match = ONLY_DATE.match(text)
    if match is None:
        return False
    signer = match.group(1).strip()
    return not signer or is_agency(signer)


def _is_signed(blocks: Sequence[Block], index: int) -> bool:
    match = ONLY_DATE.match(blocks[index].text.strip())
    if match and match.group(1).strip():
        return True
    return index > 0 and _signs(blocks[index - 1])


def _signs(block: Block) -> bool:
    text = block.text.strip()
    return block.kind is BlockKind.PARAGRAPH and len(text) <= 120 and is_agency(text)


def _first_annex(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks):
        if index and ANNEX_MARK.match(block.text.strip()):
            return index
    return len(blocks)
