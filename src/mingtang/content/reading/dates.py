"""Days as official documents write them, and the day on which a policy ends."""

import re
from datetime import date, timedelta

from mingtang.content.parsing.words import DATE
from mingtang.documents.numerals import number_of

_DAY = re.compile(DATE)
_PLAIN = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_TERM = re.compile(r"([\d一二三四五六七八九十两]{1,3})\s*(?:年|(个月))")
_ISSUED = re.compile(r"(?:印发|发布|公布|颁布|下发|发文|签发)之?日")


def day_in(text: str) -> date | None:
    """Return the last day named: `至2030年12月31日`, `二〇二五年三月四日`, `2025-3-4`."""
    days = [day for match in _DAY.finditer(text) if (day := _day(match.group()))]
    plain = [day for match in _PLAIN.finditer(text) if (day := _made(*match.groups()))]
    return (days or plain)[-1] if days or plain else None


def effective_day(text: str, *, issued: date | None) -> date | None:
    return day_in(text) or (issued if _ISSUED.search(text) else None)


def last_day(text: str, *, begins: date | None) -> date | None:
    """Return the last day of `有效期至…`, or of `有效期5年` counted from the day it takes effect."""
    named = day_in(text)
    term = _TERM.search(text)
    if named or not term or begins is None:
        return named
    number = number_of(term.group(1).replace("两", "二")) or 0
    months = begins.month - 1 + (number if term.group(2) else 12 * number)
    year, month = begins.year + months // 12, months % 12 + 1
    for day in range(begins.day, 27, -1):  # the 31st has no like in every month
        ending = _made(str(year), str(month), str(day))
        if ending:
            return ending - timedelta(days=1)
    ending = _made(str(year), str(month), str(begins.day))
    return ending - timedelta(days=1) if ending else None


def _day(text: str) -> date | None:
    parts = re.split("[年月日]", re.sub(r"\s", "", text))[:3]
    numbers = [number_of(part) for part in parts]
    return _made(*(str(number) for number in numbers)) if all(numbers) else None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
