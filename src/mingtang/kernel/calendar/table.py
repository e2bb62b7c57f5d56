"""Holidays and make-up working days by year, from the State Council's yearly notices.

2024: 国办发明电〔2023〕7号. 2025: 国办发明电〔2024〕12号. 2026: 国办发明电〔2025〕7号.
2027 is not announced yet: only the days of 全国年节及纪念日放假办法 (国令第795号) stand here, without
make-up days, until the notice of November.
"""

from datetime import date, timedelta

#: (first day, last day) of each holiday, weekends inside included.
_HOLIDAYS: dict[int, tuple[tuple[str, str], ...]] = {
    2024: (
        ("01-01", "01-01"),
        ("02-10", "02-17"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-10", "06-10"),
        ("09-15", "09-17"),
        ("10-01", "10-07"),
    ),
    2025: (
        ("01-01", "01-01"),
        ("01-28", "02-04"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("05-31", "06-02"),
        ("10-01", "10-08"),
    ),
    2026: (
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ),
    2027: (
        ("01-01", "01-01"),
        ("02-05", "02-08"),
        ("04-05", "04-05"),
        ("05-01", "05-02"),
        ("06-09", "06-09"),
        ("09-15", "09-15"),
        ("10-01", "10-03"),
    ),
}
_MAKE_UP_DAYS: dict[int, tuple[str, ...]] = {
    2024: ("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
    2025: ("01-26", "02-08", "04-27", "09-28", "10-11"),
    2026: ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
    2027: (),
}
#: Years whose notice is not out: a date counted in them may still move.
PROVISIONAL_YEARS = frozenset({2027})
FIRST_YEAR, LAST_YEAR = min(_HOLIDAYS), max(_HOLIDAYS)


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


def _days(year: int, first: str, last: str) -> list[date]:
    start, end = _day(year, first), _day(year, last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


HOLIDAYS: frozenset[date] = frozenset(
    day
    for year, periods in _HOLIDAYS.items()
    for first, last in periods
    for day in _days(year, first, last)
)
MAKE_UP_DAYS: frozenset[date] = frozenset(
    _day(year, text) for year, texts in _MAKE_UP_DAYS.items() for text in texts
)
