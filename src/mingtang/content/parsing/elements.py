"""Title, issuing authority, number, addressee and date of a document."""

import re
from collections.abc import Sequence

from mingtang.content.parsing.agencies import apart
from mingtang.content.parsing.anatomy import Anatomy, is_agency
from mingtang.content.parsing.model import Found
from mingtang.content.parsing.places import found_in, property_value
from mingtang.content.parsing.words import (
    AGENCY,
    DATE,
    DOC_NUMBER,
    ENACTED_ORDER,
    ONLY_DATE,
    ONLY_NUMBER,
    ONLY_ORDER_NUMBER,
    SEALED,
)
from mingtang.documents.model import Block

_OPEN, _CLOSE = re.compile(r"[\[［【（(﹝{「]"), re.compile(r"[\]］】）)﹞}」]")
_NATION = "中华人民共和国"


def title(anatomy: Anatomy) -> list[Found]:
    blocks = anatomy.title
    if not blocks:
        return _decreed(anatomy) or property_value(anatomy, "标题", "名称", confidence=0.8)
    text = ""
    for block in blocks:
        text += block.text.strip()
    first, last = blocks[0], blocks[-1]
    confidence = 0.97 if re.search(r"关于|办法|规定|条例|通知|意见|细则|方案|措施", text) else 0.75
    return [
        found_in(
            anatomy,
            first.start,
            last.end,
            text=re.sub(r"[\s\u3000]+", " ", text),
            confidence=confidence,
        )
    ]


def _decreed(anatomy: Anatomy) -> list[Found]:
    """An order has no title of its own: it is known by what it puts into force."""
    for block in anatomy.body[:2]:
        match = re.match(r"^\s*(?:现公布|现发布|现将)?\s*《([^》]{4,80})》", block.text)
        if match:
            start = block.start + match.start(1)
            return [found_in(anatomy, start, block.start + match.end(1), confidence=0.9)]
    return []


def doc_number(anatomy: Anatomy) -> list[Found]:
    found = _number_in_head(anatomy) or _number_in_enactment(anatomy)
    return found or property_value(anatomy, "发文字号", "文号", confidence=0.9, only=_NUMBER_VALUE)


_NUMBER_VALUE = re.compile(r"号$")


def _number_in_head(anatomy: Anatomy) -> list[Found]:
    block = anatomy.number
    if block is None:
        return []
    match = ONLY_NUMBER.match(block.text)
    if match:
        return [
            found_in(
                anatomy,
                block.start + match.start(1),
                block.start + match.end(1),
                text=tidy_number(match.group(1)),
                confidence=0.98,
            )
        ]
    return [_order(anatomy, block)]


def _order(anatomy: Anatomy, block: Block) -> Found:
    """The number of an order or announcement is told with the name of who gave it."""
    start, text = block.start, re.sub(r"[\s（()）]", "", block.text)
    if ONLY_ORDER_NUMBER.match(block.text.strip()) and anatomy.mark:
        start = anatomy.mark[0].start
        text = "".join(re.sub(r"\s", "", b.text) for b in anatomy.mark) + text
    return found_in(anatomy, start, block.end, text=text, confidence=0.95)


def _number_in_enactment(anatomy: Anatomy) -> list[Found]:
    block = anatomy.enactment
    match = ENACTED_ORDER.search(block.text) if block else None
    if block is None:
        return []
    if match is None:
        return _number_anywhere(anatomy, block)
    text = re.sub(r"\s", "", match.group(1) + match.group(2))
    start = block.start + match.start(1)
    return [found_in(anatomy, start, block.start + match.end(), text=text, confidence=0.95)]


def _number_anywhere(anatomy: Anatomy, block: Block) -> list[Found]:
    match = re.search(rf"(?<=[\s日（(，]){DOC_NUMBER}", block.text)
    if match is None:
        return []
    start, end = block.start + match.start(), block.start + match.end()
    return [found_in(anatomy, start, end, text=tidy_number(match.group()), confidence=0.85)]


def tidy_number(text: str) -> str:
    """Hexagonal brackets, no `第`, no leading nought, no spaces: as the standard writes it."""
    text = re.sub(r"\s", "", text)
    text = _CLOSE.sub("〕", _OPEN.sub("〔", text))
    return re.sub(r"〕第?0*(\d)", r"〕\1", text).replace("年〕", "〕")


def has_odd_number(text: str) -> bool:
    return re.sub(r"\s", "", text) != tidy_number(text)


def addressee(anatomy: Anatomy) -> list[Found]:
    block = anatomy.addressee
    if block is None:
        return []
    text = block.text.strip().rstrip("：:")
    start = block.start + block.text.index(text)
    return [found_in(anatomy, start, start + len(text), text=text, confidence=0.95)]


def issuing_authority(anatomy: Anatomy) -> list[Found]:
    """Who signs; else who enacted; else who the title or the red head names."""
    return (
        _signers(anatomy)
        or _enacter(anatomy)
        or _order_giver(anatomy)
        or _title_agency(anatomy)
        or _mark_agency(anatomy)
        or property_value(anatomy, "发文机关", "发布机构", "制定机关", confidence=0.85)
    )


def _signers(anatomy: Anatomy) -> list[Found]:
    blocks = list(anatomy.signature)
    found = [f for block in blocks for f in _agencies(anatomy, block.text, at=block.start)]
    if not found and anatomy.dated:
        match = ONLY_DATE.match(anatomy.dated.text)
        if match and is_agency(match.group(1).strip()):
            found = _agencies(anatomy, match.group(1), at=anatomy.dated.start)
    return found


def _agencies(anatomy: Anatomy, text: str, *, at: int, confidence: float = 0.96) -> list[Found]:
    """`某市财政局 某市教育局` are two; `某 市 财 政 局`, spread to fill the line, is one."""
    words = [(m.start(), m.group()) for m in re.finditer(r"[^\s、，]+", SEALED.sub("", text))]
    if not words:
        return []
    if len(words) > 1 and not all(AGENCY.match(word) and len(word) > 2 for _, word in words):
        whole = "".join(word for _, word in words)
        start, end = at + words[0][0], at + words[-1][0] + len(words[-1][1])
        return [found_in(anatomy, start, end, text=whole, confidence=confidence)]
    found: list[Found] = []
    for start, word in words:
        place = at + start
        for name in apart(word):
            found.append(
                found_in(anatomy, place, place + len(name), text=name, confidence=confidence)
            )
            place += len(name)
    return found


_PASSED = re.compile(
    r"(?:日|[\s（(])(?!日)([一-龥]{2,40}?(?:代表大会(?:常务委员会)?|委员会|厅|局|部|政府))第?"
)
_MADE_PUBLIC = re.compile(
    r"(?:日|[\s（(])(?!日)([一-龥]{1,30}?(?:国务院|政府|厅|局|部|署|委员会|院))(?:公布|发布|颁布)"
)
_SESSION = re.compile(r"第[一二三四五六七八九十]+届")


def _enacter(anatomy: Anatomy) -> list[Found]:
    """From `（…会议通过 … 令第N号公布）`: the order's giver, else the assembly that passed it."""
    block = anatomy.enactment
    if block is None:
        return []
    match = ENACTED_ORDER.search(block.text)
    if match:
        name, start = match.group(1).removesuffix("令"), match.start(1)
    else:
        made = _MADE_PUBLIC.search(block.text) or _PASSED.search(block.text)
        if made is None:
            return []
        name, start = made.group(1), made.start(1)
    end = start + len(name)
    text = _SESSION.sub("", name)
    return [
        found_in(anatomy, block.start + start, block.start + end, text=_short(text), confidence=0.9)
    ]


def _short(name: str) -> str:
    return name.removeprefix(_NATION) or name


def _order_giver(anatomy: Anatomy) -> list[Found]:
    text = anatomy.mark[0].text if anatomy.mark else (anatomy.number.text if anatomy.number else "")
    at = anatomy.mark[0].start if anatomy.mark else (anatomy.number.start if anatomy.number else 0)
    match = re.match(r"^\s*([一-龥\s]{2,40}?)\s*(?:令|公告|通告)(?:\s|$|第|\d)", text)
    if match is None or not is_agency(match.group(1).strip()):
        return []
    found = _agencies(anatomy, match.group(1), at=at, confidence=0.9)
    return [_renamed(f, _short(f.text)) for f in found]


def _renamed(found: Found, text: str) -> Found:
    return Found(
        text=text, start=found.start, end=found.end, page=found.page, confidence=found.confidence
    )


def _title_agency(anatomy: Anatomy) -> list[Found]:
    if not anatomy.title:
        return []
    block = anatomy.title[0]
    match = re.match(r"^(.{3,160}?)\s*关于", block.text)
    if match is None or re.search(r"[，。《]", match.group(1)):
        return []
    names = match.group(1).replace("、", " ")
    words = names.split()
    if not all(AGENCY.match(word) for word in words):
        return []
    return _agencies(anatomy, names, at=block.start, confidence=0.88)


def _mark_agency(anatomy: Anatomy) -> list[Found]:
    found: list[Found] = []
    for block in anatomy.mark:
        text = re.sub(r"\s*文\s*件\s*$", "", block.text)
        if is_agency(text):
            found += _agencies(anatomy, text, at=block.start, confidence=0.8)
    return found


def issue_date(anatomy: Anatomy) -> list[Found]:
    if anatomy.dated is not None:
        return _date_in(anatomy, anatomy.dated, confidence=0.97)
    if anatomy.enactment is not None:
        return _enacted_on(anatomy, anatomy.enactment)
    return property_value(anatomy, "成文日期", "发文日期", confidence=0.85, only=_DATE_VALUE)


_DATE_VALUE = re.compile(DATE + r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


def _date_in(anatomy: Anatomy, block: Block, *, confidence: float) -> list[Found]:
    match = re.search(DATE, block.text)
    if match is None:
        return []
    start = block.start + match.start()
    text = re.sub(r"\s", "", match.group())
    return [found_in(anatomy, start, start + len(match.group()), text=text, confidence=confidence)]


def _enacted_on(anatomy: Anatomy, block: Block) -> list[Found]:
    """The day it was made public; without one, the day it was passed."""
    dates = list(re.finditer(rf"{DATE}(?P<deed>[^0-9]*?[^。]*?)(?={DATE}|$)", block.text))
    public = [d for d in dates if _is_publication(d.group("deed"))]
    chosen: Sequence[re.Match[str]] = public or dates
    if not chosen:
        return []
    match = re.search(DATE, chosen[0].group())
    if match is None:
        return []
    start = block.start + chosen[0].start() + match.start()
    text = re.sub(r"\s", "", match.group())
    return [found_in(anatomy, start, start + len(match.group()), text=text, confidence=0.9)]


def _is_publication(deed: str) -> bool:
    return bool(re.search(r"公布|发布|颁布", deed)) and not re.search(r"修订|修正|修改", deed)
