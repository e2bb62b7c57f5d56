"""Days that stay fresh: D-3 is three days before the day on which the city was loaded first.

W-3 is the third working day before it.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mingtang.kernel.calendar.days import add_working_days, is_working_day

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE_O_CLOCK = time(9, 0)
_RELATIVE = re.compile(r"D([+-]\d+)?(?: +(\d{1,2}):(\d{2}))?")
_PLACEHOLDER = re.compile(r"\{([DW])([+-]\d+)?(?: (年|月日|-))?\}")


def write_out(text: str, *, first_day: date) -> str:
    """Replace {D-3} by 2026年11月22日, {D-3 月日} by 11月22日, {D-3 年} by 2026.

    {D-3 -} is 2026-11-22. With W instead of D, working days are counted.
    """

    def written(found: re.Match[str]) -> str:
        moved = _moved if found[1] == "D" else _moved_at_work
        day = moved(first_day, found[2])
        year, month_and_day = str(day.year), f"{day.month}月{day.day}日"
        others = {"年": year, "月日": month_and_day, "-": day.isoformat()}
        return others.get(found[3], f"{year}年{month_and_day}")

    return _PLACEHOLDER.sub(written, text)


def resolved(value: Any, *, first_day: date) -> Any:
    """Return the moment that D-3 10:20 means; what is not relative stays as it is."""
    relative = _RELATIVE.fullmatch(value.strip()) if isinstance(value, str) else None
    if relative is None:
        return value
    offset, hour, minute = relative.groups()
    clock = time(int(hour), int(minute)) if hour else NINE_O_CLOCK
    return datetime.combine(_moved(first_day, offset), clock, tzinfo=SHANGHAI)


def today() -> date:
    return datetime.now(UTC).astimezone(SHANGHAI).date()


def as_moment(value: Any) -> datetime | None:
    """Return a moment; a day alone means nine in the morning, local time when no zone is said."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        value = datetime.combine(value, NINE_O_CLOCK)
    moment: datetime = value
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def as_day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def _moved(day: date, offset: str | None) -> date:
    return day + timedelta(days=int(offset or 0))


def _moved_at_work(day: date, offset: str | None) -> date:
    """Return the working day that lies so many of them after a day, or before it."""
    number = int(offset or 0)
    if number >= 0:
        return add_working_days(day, number)
    while number < 0:
        day -= timedelta(days=1)
        number += is_working_day(day)
    return day
