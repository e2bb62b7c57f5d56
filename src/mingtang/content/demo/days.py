"""Days that stay fresh: D-3 is three days before the day on which the city was loaded first."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE_O_CLOCK = time(9, 0)
_RELATIVE = re.compile(r"D([+-]\d+)?(?: +(\d{1,2}):(\d{2}))?")
_PLACEHOLDER = re.compile(r"\{D([+-]\d+)?(?: (年|月日))?\}")


def write_out(text: str, *, first_day: date) -> str:
    """Replace {D-3} by 2026年11月22日, {D-3 月日} by 11月22日 and {D-3 年} by 2026."""

    def chinese(found: re.Match[str]) -> str:
        day = _moved(first_day, found[1])
        year, month_and_day = str(day.year), f"{day.month}月{day.day}日"
        return {"年": year, "月日": month_and_day}.get(found[2], f"{year}年{month_and_day}")

    return _PLACEHOLDER.sub(chinese, text)


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
