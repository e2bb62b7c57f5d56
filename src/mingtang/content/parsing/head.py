"""The head of a document: mark, number, title and addressee, in whatever order they stand."""

import re
from collections.abc import Sequence

from mingtang.content.parsing.anatomy import Anatomy, is_agency
from mingtang.content.parsing.words import (
    ADDRESSED,
    COPIES,
    DATE,
    ENACTMENT,
    MARK_END,
    NOTE,
    ONLY_DATE,
    ONLY_NUMBER,
    ONLY_ORDER_NUMBER,
    PAGE_INFO,
    SECRECY,
    SIGNER,
    STATUS,
    TITLE_END,
    TITLED_ORDER,
    URGENCY,
)
from mingtang.documents.labels import read_label
from mingtang.documents.model import Align, Block, BlockKind

_BRACKETED_DATE = re.compile(rf"^[（(]?\s*{DATE}\s*[）)]?$")
HEAD = 14
"""Blocks in which the head, the title and the addressee stand."""
_LONGEST_TITLE = 140


def take_head(blocks: Sequence[Block], *, anatomy: Anatomy) -> Sequence[Block]:
    index = _take_mark(blocks, anatomy=anatomy)
    if anatomy.headline and not _repeats_headline(blocks[index:HEAD], anatomy=anatomy):
        if _has_own_title(blocks[index:HEAD]):
            anatomy.headline = None
        else:
            anatomy.title = [anatomy.headline]
    while index < min(len(blocks), HEAD):
        block = blocks[index]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if not _take_head_block(block, following=following, anatomy=anatomy):
            break
        index += 1
    return blocks[index:]


def _has_own_title(blocks: Sequence[Block]) -> bool:
    """The article begins with a title; what the page shows above it is the name of a column."""
    for block in blocks:
        text = block.text.strip()
        if _is_formality(block) or _is_number(text):
            continue
        if re.search(r"[。：:]", text):
            return False
        return len(text) >= 8 and bool(TITLE_END.search(text))
    return False


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
    for index, block in enumerate(blocks[:HEAD]):
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
    if len(text) < 100 and (PAGE_INFO.search(text) or re.fullmatch(r"[\d\s:：./-]+", text)):
        return True
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
    """`某某市人民政府令` above `第12号`, or the agency above a line that is only `公告`."""
    if following is None:
        return False
    below = re.sub(r"\s", "", following.text)
    if re.fullmatch(r"令|公告|通告", below):
        return is_agency(block.text.strip())
    is_order = bool(re.search(r"(令|公告|通告)$", re.sub(r"\s", "", block.text)))
    return is_order and bool(ONLY_ORDER_NUMBER.match(following.text.strip()))


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
    if re.fullmatch(STATUS, text):
        return True
    is_adjacent = block.start - last.end <= 1 and NOTE.match(text) is None
    if not is_adjacent or (anatomy.headline and len(title) >= len(anatomy.headline.text)):
        return False
    if anatomy.headline:
        whole = re.sub(r"\s", "", anatomy.headline.text)
        return whole.startswith(re.sub(r"\s", "", title + text))
    is_alike = block.align is last.align and abs(block.size - last.size) < 1.0
    several = re.search(r"等[一二三四五六七八九十\d]{1,3}(?:个)?(?:部门|单位)$", title)
    if (several or is_agency(title)) and text.startswith("关于"):
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
        r"[。；]|如下|^为|为了|根据|现将|(?:规定|决定|决议)[:：]$|下列|以下|联系[人电方]|附件|要求[:：]$",
        text,
    )
    return bool(ADDRESSED.search(text)) and not is_sentence
