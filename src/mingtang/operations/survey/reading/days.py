"""Days as pages write them: 2026-11-25, 2026年11月25日, 2026/11/25 10:20."""

import re
from datetime import date

_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_PUBLISHED = re.compile(
    r"(?:发布|发文|更新|公开|时间|日期)(?:时间|日期)?\s*[：:]\s*"
    r"((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
)


def day_in(text: str) -> str:
    """Return the first day written in a text, as 2026-11-25; empty when there is none."""
    for found in _DAY.finditer(text):
        day = _as_day(*found.groups())
        if day:
            return day
    return ""


def published_day_in(text: str) -> str:
    """Return the day that stands beside words like 发布时间."""
    found = _PUBLISHED.search(text)
    return day_in(found[1]) if found else ""


def as_date(day: str) -> date | None:
    try:
        return date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


def _as_day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
