"""Personal numbers with their check digits. What is masked passes, and so do office landlines."""

import re
from collections.abc import Iterator
from datetime import date

from mingtang.content.wording.model import Hit, Text, today

_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord("Ｘ"): "X",
    ord("ｘ"): "x",
}
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z*])[1-8]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"[ -]?\d{3}[0-9Xx](?![0-9A-Za-z*])"
)
_OLD_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z*])[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z*])"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z*.\-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z*])"
)
_CARD = re.compile(r"(?<![0-9A-Za-z*])\d{4}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z*])")
_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z*])(?:[EeGgDdSsPp]\d{8}|[Ee][A-HJ-NP-Za-hj-np-z]\d{7}|[HhMm]\d{8}(?:\d{2})?|[CcKk]\d{8})(?![0-9A-Za-z*])"
)
_ABOUT_IDENTITY = re.compile(r"身份证|公民身份|证件号|身份号码|证号")
_ABOUT_CARDS = re.compile(r"银行卡|卡号|账号|帐号|账户|开户|社保卡|一卡通|储蓄")
_OF_AN_OFFICE = re.compile(
    r"户名|收款单位|对公|国库|财政|专户|缴款|保证金|非税|单位账户|公司|管理局|中心|基金会|慈善"
)
_ABOUT_PASSPORTS = re.compile(r"护照|通行证|旅行证|港澳证|台胞证")
_ABOUT_OFFICES = re.compile(
    r"值班|咨询|监督|举报|热线|服务电话|办公|窗口|联系人|联系方式|联系电话|客服|项目"
)
_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47)]
) | frozenset([*range(50, 55), *range(61, 66), 71, 81, 82, 83])
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
#: Cards of Chinese banks begin with 62; the others are those of foreign schemes issued here.
_ISSUERS = re.compile(
    r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|35\d{14}|3[47]\d{13}|9558\d{15}|60[13]\d{13,16}"
)
_NEAR = 30
#: From so many numbers on a table is a list of people, not a contact.
NUMBERS_OF_A_LIST = 2


def personal_hits(text: Text) -> Iterator[Hit]:
    words = text.words.translate(_FULL_WIDTH)
    taken: list[tuple[int, int]] = []
    for hit in (*_identities(words, text), *_cards(words, text), *_passports(words, text)):
        taken.append((hit.start, hit.end))
        yield hit
    yield from _mobiles(words, text, taken)


def has_identity_check_digit(number: str) -> bool:
    """Whether the last of the 18 characters follows from the others (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def passes_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def masked(number: str) -> str:
    """What a record may show of a number."""
    bare = re.sub(r"[ -]", "", number)
    return bare[:4] + "*" * (len(bare) - 6) + bare[-2:]


def _identities(words: str, text: Text) -> Iterator[Hit]:
    for match in _IDENTITY.finditer(words):
        number = re.sub(r"[ -]", "", match.group())
        if int(number[:2]) not in _PROVINCES or not _was_born(number[6:14]):
            continue
        if has_identity_check_digit(number):
            yield _hit("identity-number", match)
        elif _near(_ABOUT_IDENTITY, words, match, text):
            yield _hit("identity-number-likely", match)
    for match in _OLD_IDENTITY.finditer(words):
        number = match.group()
        is_likely = int(number[:2]) in _PROVINCES and _was_born(f"19{number[6:12]}")
        if is_likely and _near(_ABOUT_IDENTITY, words, match, text):
            yield _hit("old-identity-number", match)


def _cards(words: str, text: Text) -> Iterator[Hit]:
    for match in _CARD.finditer(words):
        number = re.sub(r"[ -]", "", match.group())
        if not _ISSUERS.fullmatch(number) or not passes_luhn(number):
            continue
        if len(number) == 18 and has_identity_check_digit(number):
            continue
        if _near(_OF_AN_OFFICE, words, match, text) and not text.is_list:
            yield _hit("bank-card-likely", match)
        elif _near(_ABOUT_CARDS, words, match, text) or (text.is_list and number.startswith("62")):
            yield _hit("bank-card", match)
        elif number.startswith("62"):
            yield _hit("bank-card-likely", match)


def _passports(words: str, text: Text) -> Iterator[Hit]:
    for match in _PASSPORT.finditer(words):
        if _near(_ABOUT_PASSPORTS, words, match, text):
            yield _hit("passport", match)


def _mobiles(words: str, text: Text, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """Several in a list are the people's own; one beside 联系人 is an office's, and only noted."""
    found = [
        match
        for match in _MOBILE.finditer(words)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    is_list = text.is_list and len(found) >= NUMBERS_OF_A_LIST
    for match in found:
        is_office = _ABOUT_OFFICES.search(_before(words, match)) is not None
        yield _hit("mobile-list" if is_list and not is_office else "mobile", match)


def _near(topic: re.Pattern[str], words: str, match: re.Match[str], text: Text) -> bool:
    return topic.search(_before(words, match)) is not None or topic.search(text.hint) is not None


def _before(words: str, match: re.Match[str]) -> str:
    return words[max(0, match.start() - _NEAR) : match.start()]


def _was_born(day: str) -> bool:
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:8]))
    except ValueError:
        return False
    return date(1900, 1, 1) <= born <= today()


def _hit(rule: str, match: re.Match[str]) -> Hit:
    return Hit(
        rule, *match.span(), "删去，或只留前几位和末两位，中间用 * 代替", masked(match.group())
    )
