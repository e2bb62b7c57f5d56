"""Lists of articles: each address with the day that stands beside it."""

from collections.abc import Callable
from typing import Any

from mingtang.operations.survey.reading.days import day_in

_LONGEST_ROW = 400
_MOST = 2000
_MONTH_DAY_ROWS = "li, tr, dd, p"


def entries_of(main: Any, address: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return (address, day) of every row that holds one link and a day."""
    found: dict[str, str] = {}
    for row in main.css(_MONTH_DAY_ROWS):
        if len(found) >= _MOST:
            break
        link = row.css_first("a[href]")
        if link is None:
            continue
        text = row.text(separator=" ", strip=True)
        if len(text) > _LONGEST_ROW:
            continue
        day, target = day_in(text), address(link.attributes.get("href") or "")
        if day and target and found.get(target, "") < day:
            found[target] = day
    return list(found.items())
