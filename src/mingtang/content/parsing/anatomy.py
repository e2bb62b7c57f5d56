"""The parts of an official document after GB/T 9704: head, title, addressee, body, signature, annexes, colophon."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingtang.content.parsing.words import (
    ADDRESSED,
    AGENCY,
    ANNEX_MARK,
    COLOPHON,
    COPIES,
    DATE,
    ENACTMENT,
    MARK_END,
    NOTE,
    ONLY_DATE,
    ONLY_NUMBER,
    ONLY_ORDER_NUMBER,
    SEALED,
    SECRECY,
    SIGNER,
    TITLE_END,
    TITLE_WITH_NUMBER,
    TITLED_ORDER,
    URGENCY,
)
from mingtang.documents.labels import read_label
from mingtang.documents.model import Align, Block, BlockKind, Document

_BRACKETED_DATE = re.compile(rf"^[（(]?\s*{DATE}\s*[）)]?$")
_HEAD = 14
"""Blocks in which the head, the title and the addressee stand."""
_LONGEST_TITLE = 140


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
    rest = _take_head(blocks, anatomy=anatomy)
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
        match = TITLE_WITH_NUMBER.match(block.text) if index < _HEAD else None
        if match and TITLE_END.search(match.group(1).strip()):
            cut = match.end(1)
            parted.append(replace(block, text=block.text[:cut], end=block.start + cut))
            parted.append(replace(block, text=block.text[cut:], start=block.start + cut))
        else:
            parted.append(block)
    return parted


def _take_head(blocks: Sequence[Block], *, anatomy: Anatomy) -> Sequence[Block]:
    index = _take_mark(blocks, anatomy=anatomy)
    if anatomy.headline and not _repeats_headline(blocks[index:_HEAD], anatomy=anatomy):
        anatomy.title = [anatomy.headline]
    while index < min(len(blocks), _HEAD):
        block = blocks[index]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if not _take_head_block(block, following=following, anatomy=anatomy):
            break
        index += 1
    return blocks[index:]


def _repeats_headline(blocks: Sequence[Block], *, anatomy: Anatomy) -> bool:
    """Many pages show the title above the article and again inside it, perhaps on two lines."""
    headline = re.sub(r"\s", "", anatomy.headline.text) if anatomy.headline else ""
    for block in blocks:
        text = re.sub(r"\s", "", block.text)
        if len(text) >= 6 and headline.startswith(text):
            return True
        if len(text) > _LONGEST_TITLE or re.search(r"[。：:]", text):
            return False
    return False


def _take_mark(blocks: Sequence[Block], *, anatomy: Anatomy) -> int:
    """Everything above the number is the mark if it ends in 文件; agencies may stand one below another."""
    for index, block in enumerate(blocks[:_HEAD]):
        text = block.text.replace(" ", "")
        is_last = MARK_END.search(text) and not TITLE_END.search(text) and len(text) < 80
        if is_last and not re.search(r"关于|[，。：]", text):
            anatomy.mark = [b for b in blocks[: index + 1] if not _is_formality(b)]
            return index + 1
        if block.kind is not BlockKind.PARAGRAPH or re.search(r"[，。：]|关于", text):
            return 0
    return 0


def _is_formality(block: Block) -> bool:
    text = block.text.strip()
    return any(pattern.search(text) for pattern in (SECRECY, URGENCY, COPIES, SIGNER))


def _take_head_block(block: Block, *, following: Block | None, anatomy: Anatomy) -> bool:
    """Put the block where it belongs; False when the body begins with it."""
    text = block.text.strip()
    if block.kind is not BlockKind.PARAGRAPH or anatomy.addressee:
        return False
    if _is_formality(block) and not ONLY_NUMBER.match(text):
        return True
    if anatomy.number is None and _is_number(text):
        anatomy.number = block
        return True
    if anatomy.title and _takes_under_title(block, text, anatomy=anatomy):
        return True
    return _takes_as_name(block, following=following, anatomy=anatomy)


def _takes_as_name(block: Block, *, following: Block | None, anatomy: Anatomy) -> bool:
    if _is_order_head(block, following) and not anatomy.title:
        anatomy.mark.append(block)
    elif _belongs_to_title(block, following=following, anatomy=anatomy):
        anatomy.title.append(block)
    else:
        return False
    return True


def _takes_under_title(block: Block, text: str, *, anatomy: Anatomy) -> bool:
    if anatomy.enactment is None and ENACTMENT.match(text):
        anatomy.enactment = block
    elif is_addressee(text):
        anatomy.addressee = block
    elif anatomy.dated is None and _BRACKETED_DATE.match(text):
        anatomy.dated = block
    else:
        return False
    return True


def _is_number(text: str) -> bool:
    if len(text) > 60:
        return False
    return bool(
        ONLY_NUMBER.match(text) or ONLY_ORDER_NUMBER.match(text) or TITLED_ORDER.match(text)
    )


def _is_order_head(block: Block, following: Block | None) -> bool:
    """`某某市人民政府令` above `第12号`."""
    is_order = bool(re.search(r"(令|公告|通告)$", block.text.replace(" ", "")))
    return (
        is_order and following is not None and bool(ONLY_ORDER_NUMBER.match(following.text.strip()))
    )


def _belongs_to_title(block: Block, *, following: Block | None, anatomy: Anatomy) -> bool:
    text = block.text.strip()
    if len(text) > _LONGEST_TITLE or re.search(r"[。；]$|[:：]$", text) or read_label(text):
        return False
    if ONLY_DATE.match(text) and not anatomy.title:
        return False
    if not anatomy.title:
        return _looks_like_title(block, following=following, anatomy=anatomy)
    return _goes_on(block, anatomy=anatomy)


def _looks_like_title(block: Block, *, following: Block | None, anatomy: Anatomy) -> bool:
    text = block.text.strip()
    if anatomy.headline:
        return re.sub(r"\s", "", anatomy.headline.text).startswith(re.sub(r"\s", "", text))
    if TITLE_END.search(text) or text.startswith("关于"):
        return not text.endswith("如下")
    if is_agency(text) and not (following and following.text.strip().startswith("关于")):
        return block.align is Align.CENTER and following is not None and not _is_dated(following)
    return not re.search(r"。", text) and len(text) <= 100


def _is_dated(block: Block) -> bool:
    return bool(ONLY_DATE.match(block.text.strip()))


def _goes_on(block: Block, *, anatomy: Anatomy) -> bool:
    """The second line of a title that the file keeps as a paragraph of its own."""
    title = "".join(b.text for b in anatomy.title)
    last, text = anatomy.title[-1], block.text.strip()
    is_adjacent = block.start - last.end <= 1 and NOTE.match(text) is None
    if not is_adjacent or (anatomy.headline and len(title) >= len(anatomy.headline.text)):
        return False
    if anatomy.headline:
        whole = re.sub(r"\s", "", anatomy.headline.text)
        return whole.startswith(re.sub(r"\s", "", title + text))
    is_alike = block.align is last.align and abs(block.size - last.size) < 1.0
    if is_agency(title) and text.startswith("关于"):
        return True
    is_unfinished = not TITLE_END.search(title) or title.count("《") > title.count("》")
    return (
        is_alike
        and is_unfinished
        and not re.search(r"[，。]", text)
        and block.align is not Align.LEFT
    )


def is_addressee(text: str) -> bool:
    if not text.endswith(("：", ":")) or len(text) > 600 or read_label(text):
        return False
    is_sentence = re.search(
        r"[。；]|如下|^为|为了|根据|现将|规定[:：]$|下列|以下|联系[人电方]|附件|要求[:：]$", text
    )
    return bool(ADDRESSED.search(text)) and not is_sentence


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


def is_agency(text: str) -> bool:
    """One agency, or several with spaces between."""
    parts = SEALED.sub("", text).split()
    if not parts or re.search(r"[，。；：:]", text) or text.startswith(("附件", "（")):
        return False
    whole = "".join(parts)
    return bool(AGENCY.match(whole)) or all(AGENCY.match(part) for part in parts)


def _first_annex(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks):
        if index and ANNEX_MARK.match(block.text.strip()):
            return index
    return len(blocks)
