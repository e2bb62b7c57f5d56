"""The annexes a document names below its text, or carries behind it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mingtang.content.parsing.anatomy import Anatomy, is_agency
from mingtang.content.parsing.model import Found
from mingtang.content.parsing.outline import heads_list
from mingtang.content.parsing.places import found_in
from mingtang.content.parsing.words import ANNEX_LIST, ANNEX_MARK, ONLY_DATE
from mingtang.documents.model import Block, BlockKind

_ENTRY = re.compile(r"(?:^|(?<=[\s；;。：:件]))\s*(?:附件\s*)?(\d{1,2})\s*[.、．:：]\s*")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|et|zip|rar|ofd|jpg|png)\s*$", re.IGNORECASE)
_LONGEST_NAME = 160


def attachments(anatomy: Anatomy) -> list[Found]:
    blocks = [b for b in (*anatomy.body, *anatomy.notes, *anatomy.after) if _is_text(b)]
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if heads_list(block.text.strip(), following):
            return _listed(anatomy, blocks[index + 1 :], begin=0)
        match = ANNEX_LIST.match(block.text.strip())
        if match and not ANNEX_MARK.match(block.text.strip()) and len(block.text) < 600:
            found = _listed(anatomy, blocks[index:], begin=match.end())
            if found:
                return found
    return _carried(anatomy, blocks)


def _is_text(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH


def _listed(anatomy: Anatomy, blocks: Sequence[Block], *, begin: int) -> list[Found]:
    lead = len(blocks[0].text) - len(blocks[0].text.lstrip())
    found = _entries(anatomy, blocks[0], begin=_after_word(blocks[0].text, begin=begin + lead))
    is_numbered = bool(
        _ENTRY.match(blocks[0].text[_after_word(blocks[0].text, begin=begin + lead) :])
    )
    for block in blocks[1:]:
        text = block.text.strip()
        is_entry = re.match(r"^(?:附件\s*)?\d{1,2}\s*[.、．:：]", text)
        if not (is_numbered and is_entry) or re.search(r"。$", text) or len(text) > _LONGEST_NAME:
            break
        found += _entries(anatomy, block, begin=0)
    return found


def _after_word(text: str, *, begin: int) -> int:
    """`附件1.名称` keeps its number: the entry begins right after the word."""
    word = re.match(r"^\s*附\s*件\s*[:：]?\s*", text)
    return word.end() if word else begin


def _entries(anatomy: Anatomy, block: Block, *, begin: int) -> list[Found]:
    text = block.text
    marks = list(_ENTRY.finditer(text, begin))
    if not marks or marks[0].start() > begin:
        return _named(anatomy, block, begin, len(text))
    edges = [*(m.start() for m in marks[1:]), len(text)]
    return [
        found
        for mark, edge in zip(marks, edges, strict=True)
        for found in _named(anatomy, block, mark.end(), edge)
    ]


def _named(anatomy: Anatomy, block: Block, begin: int, end: int) -> list[Found]:
    raw = block.text[begin:end]
    name = re.sub(r"[；;。\s]+$", "", raw.strip())
    name = _FILE.sub("", name)
    if len(name) < 2 or len(name) > _LONGEST_NAME or ONLY_DATE.match(name):
        return []
    start = block.start + begin + (len(raw) - len(raw.lstrip()))
    return [
        found_in(anatomy, start, start + len(name), text=re.sub(r"\s+", " ", name), confidence=0.93)
    ]


def _carried(anatomy: Anatomy, blocks: Sequence[Block]) -> list[Found]:
    """Nothing is listed, but an annex with its own title stands behind the text."""
    found: list[Found] = []
    for block, following in pairwise(blocks):
        is_named = len(following.text) <= 80 and not re.search(r"[。；：]", following.text)
        if (
            ANNEX_MARK.match(block.text.strip())
            and is_named
            and not is_agency(following.text.strip())
        ):
            found.append(
                found_in(
                    anatomy,
                    following.start,
                    following.end,
                    text=following.text.strip(),
                    confidence=0.75,
                )
            )
    return found
