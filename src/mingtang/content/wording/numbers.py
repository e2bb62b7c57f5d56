"""Dates that cannot be, weekdays that do not fit, ranges that run backwards (GB/T 15835, GB/T 7408)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from mingtang.content.wording.model import Hit, Text

_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?!均|游|本|元)"
    r"(?P<week>[ ]?[（(]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天]))?"
)
_DIGITS = re.compile(
    r"(?<![\d./\-:：])(?P<year>(?:19|20)\d\d)(?P<divider>[-./])(?P<month>\d{1,2})(?P=divider)(?P<day>\d{1,2})(?![\d.\-/])"
)
_SPELLED = re.compile(
    r"(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,4})日"
)
_MONTH = re.compile(r"(?:19|20)\d\d年(?P<month>\d{1,2})月(?!\d{1,2}日)")
_RANGE = re.compile(
    r"(?P<a>(?:19|20)\d\d)年(?P<b>\d{1,2})月(?P<c>\d{1,2})日(?:起)?(?:[—–～~-]+|至|到)"
    r"(?:(?P<d>(?:19|20)\d\d)年)?(?:(?P<e>\d{1,2})月)?(?P<f>\d{1,2})日"
)
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_WEEKDAYS = "一二三四五六日"
LEAP_YEAR = 2024


def number_hits(text: Text) -> Iterator[Hit]:
    words = text.words
    for pattern in (_DATE, _DIGITS):
        for match in pattern.finditer(words):
            yield from _date_hits(match)
    for match in _SPELLED.finditer(words):
        month, day = _value(match["month"]), _value(match["day"])
        if not _exists(LEAP_YEAR, month, day):
            yield Hit("impossible-date", *match.span(), "没有这一天，请核对")
    for match in _MONTH.finditer(words):
        if not 1 <= int(match["month"]) <= 12:
            yield Hit("impossible-date", *match.span(), "没有这个月份，请核对")
    for match in _RANGE.finditer(words):
        yield from _range_hits(match)


def _date_hits(match: re.Match[str]) -> Iterator[Hit]:
    year = int(match["year"] or LEAP_YEAR)
    month, day = int(match["month"]), int(match["day"])
    if not _exists(year, month, day):
        end = match.start("week") if match.re is _DATE and match["week"] else match.end()
        yield Hit("impossible-date", match.start(), end, "没有这一天，请核对")
    elif match.re is _DATE and match["week"] and match["year"]:
        right = _WEEKDAYS[date(year, month, day).weekday()]
        if right != match["weekday"].replace("天", "日"):
            yield Hit("wrong-weekday", *match.span(), f"这一天是星期{right}")


def _range_hits(match: re.Match[str]) -> Iterator[Hit]:
    year, month, day = int(match["a"]), int(match["b"]), int(match["c"])
    until = (int(match["d"] or year), int(match["e"] or month), int(match["f"]))
    if _exists(year, month, day) and _exists(*until) and until < (year, month, day):
        yield Hit("backward-range", *match.span(), "结束早于开始，请核对")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _value(numeral: str) -> int:
    """二十九 is 29; what is no number is 0."""
    tens, found, units = numeral.partition("十")
    if not found:
        return _NUMERALS.get(numeral, 0)
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(units, 0)
