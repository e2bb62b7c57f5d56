"""Dates as lists and addresses write them: whole, split into day and month, without a year."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Shanghai")
EARLIEST, LATEST = date(1949, 10, 1), timedelta(days=400)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NAMES = "|".join(_MONTHS)
_Y, _M, _D = r"(?P<y>(?:19|20)\d{2})", r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
_WHOLE = re.compile(
    rf"(?<!\d){_Y}\s*[-/.年－—]\s*{_M}\s*[-/.月－—]\s*{_D}(?!\d)"
    rf"|(?<!\d)(?P<y2>20\d{{2}})(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-2]\d|3[01])(?!\d)"
)
#: A day in large type beside year and month, in whatever order.
_SPLIT = (
    re.compile(rf"(?<!\d){_D}\s*日?\s+{_Y}\s*[-/.年]\s*{_M}\s*月?(?!\d)"),
    re.compile(rf"(?<!\d){_Y}\s*[-/.年]\s*{_M}\s*月?\s+{_D}\s*日?(?!\d)"),
    re.compile(rf"(?<!\d){_D}\s*日?\s+{_M}\s*月\s*[-/,，]?\s*{_Y}(?!\d)"),
    re.compile(rf"(?<!\d){_M}\s*月\s*{_D}\s*日?\s*[,，/]?\s+{_Y}(?!\d)"),
    re.compile(rf"(?<!\d){_M}\s*[-/.]\s*{_D}\s*[,，]?\s+{_Y}(?!\d)"),
    re.compile(rf"(?<!\d){_Y}\s*年?\s+{_M}\s*[-/.月]\s*{_D}\s*日?(?!\d)"),
    re.compile(rf"(?<!\d){_D}\s*[-/.]\s*{_M}\s*[-/.]\s*{_Y}(?!\d)"),
    re.compile(rf"(?<!\d){_D}\s*(?P<n>{_NAMES})[a-z]*\.?,?\s*{_Y}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?P<n>{_NAMES})[a-z]*\.?\s*{_D},?\s*{_Y}(?!\d)", re.IGNORECASE),
)
_NO_YEAR = re.compile(
    rf"(?<![\d年./-]){_M}\s*月\s*{_D}\s*日|(?<![\w./-])(?P<m2>0[1-9]|1[0-2])[-/.](?P<d2>[0-2]\d|3[01])(?![\w./-])"
)
_AGO = re.compile(r"(今天|昨天|前天|刚刚)|(?<!\d)(\d{1,2})\s*(天|小时|分钟)前")
_IN_ADDRESS = (
    re.compile(r"(?<!\d)t?(?P<y>20\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)"),
    re.compile(r"/(?P<y>20\d{2})[-/_](?P<m>0?[1-9]|1[0-2])[-/_](?P<d>[0-2]?\d|3[01])(?=[/_.])"),
    re.compile(r"/(?P<y>20\d{2})-?(?P<m>0[1-9]|1[0-2])/(?P<d>[0-2]\d|3[01])/"),
    re.compile(r"/(?P<y>20\d{2})/(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])/"),
)


def today() -> date:
    return datetime.now(_ZONE).date()


def find_date(text: str, *, on: date | None = None) -> date | None:
    """Return the first date in a text; without a year it is the latest such day before `on`."""
    now = on or today()
    for read in (_whole, _split, _ago, _without_year):
        for found in read(text, now):
            if EARLIEST <= found <= now + LATEST:
                return found
    return None


def date_in_address(address: str) -> date | None:
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(address):
            found = _made(match["y"], match["m"], match["d"])
            if found and found <= today() + timedelta(days=1):
                return found
    return None


def date_of_value(value: Any) -> date | None:
    """Read what an interface or a feed gives: text in any notation, or seconds since 1970."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\d{10}|\d{13}", value)
    ):
        seconds = float(value) / (1000 if float(value) > 1e11 else 1)
        if not 1e8 < seconds < 4e9:
            return find_date(str(value))
        return datetime.fromtimestamp(seconds, UTC).astimezone(_ZONE).date()
    return _moment(str(value).strip()) or find_date(str(value))


def _moment(text: str) -> date | None:
    """A moment with a zone belongs to the day it is here."""
    readers: tuple[Callable[[str], datetime], ...] = (
        lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")),
        parsedate_to_datetime,
    )
    for read in readers:
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return (moment.astimezone(_ZONE) if moment.tzinfo else moment).date()
    return None


def _whole(text: str, now: date) -> Iterator[date]:
    for match in _WHOLE.finditer(text):
        found = _made(
            match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
        )
        if found:
            yield found


def _split(text: str, now: date) -> Iterator[date]:
    for pattern in _SPLIT:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = parts.get("m") or str(_MONTHS.get((parts.get("n") or "")[:3].lower(), 0))
            found = _made(parts["y"], month, parts["d"])
            if found:
                yield found


def _ago(text: str, now: date) -> Iterator[date]:
    for match in _AGO.finditer(text):
        days = {"昨天": 1, "前天": 2}.get(match[1] or "", 0)
        yield now - timedelta(days=int(match[2]) if match[3] == "天" else days)


def _without_year(text: str, now: date) -> Iterator[date]:
    for match in _NO_YEAR.finditer(text):
        month, day = match["m"] or match["m2"], match["d"] or match["d2"]
        this_year = _made(str(now.year), month, day)
        found = (
            this_year if this_year and this_year <= now else _made(str(now.year - 1), month, day)
        )
        if found:
            yield found


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
