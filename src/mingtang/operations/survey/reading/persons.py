"""Personal data in a text: numbers whose check digits hold, shown masked. Nothing else of them is kept."""

import re
from collections.abc import Iterator
from datetime import date

from mingtang.operations.survey.facts import Hit

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z.])(?:62\d{14,17}|4\d{15}|5[1-5]\d{14})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z-])1[3-9]\d{9}(?![0-9A-Za-z-])")
#: Accounts of offices for deposits and fees are public on purpose.
_OFFICE_ACCOUNT = re.compile(r"保证金|户名|开户|账户名称|收款单位|对公")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_AROUND = 60
_SECRECY = re.compile(r"(?:绝密|机密|秘密)\s*[★☆]\s*(?:\d{1,2}\s*年|长期)?")
_FEW = 20


def find_personal(text: str, *, mobiles: int) -> Iterator[Hit]:
    """Yield identity and card numbers that hold, and mobile numbers when there are enough to be a list."""
    for number in dict.fromkeys(_IDENTITY.findall(text)):
        if is_identity(number):
            yield Hit("identity-number", masked(number))
    for found in _CARD.finditer(text):
        around = text[max(0, found.start() - _AROUND) : found.end()]
        if (
            passes_luhn(found[0])
            and not is_identity(found[0])
            and not _OFFICE_ACCOUNT.search(around)
        ):
            yield Hit("bank-card", masked(found[0]))
    phones = list(dict.fromkeys(_MOBILE.findall(text)))
    if len(phones) >= mobiles:
        yield Hit("mobile-numbers", f"{len(phones)} 个，如 {masked(phones[0])}")


def find_secrecy(text: str) -> Iterator[Hit]:
    for mark in list(dict.fromkeys(found.strip() for found in _SECRECY.findall(text)))[:_FEW]:
        yield Hit("secrecy-mark", mark)


def is_identity(number: str) -> bool:
    """Whether the number's day exists and its check digit holds (GB 11643)."""
    if len(number) != len(_WEIGHTS) + 1:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def masked(number: str) -> str:
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
