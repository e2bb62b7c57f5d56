"""Counting working days: the clocks of the law run on these."""

from datetime import date, timedelta

from mingtang.kernel.calendar.table import (
    FIRST_YEAR,
    HOLIDAYS,
    LAST_YEAR,
    MAKE_UP_DAYS,
    PROVISIONAL_YEARS,
)

SATURDAY = 5


class YearNotKnown(ValueError):  # noqa: N818  says what an operator has to add
    """No holiday table for that year: guessing would break a legal time limit."""

    def __init__(self, year: int) -> None:
        super().__init__(f"没有 {year} 年的放假安排，请先更新工作日历。")


def is_working_day(day: date) -> bool:
    """Whether offices work on that day. Raises `YearNotKnown` outside the table."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise YearNotKnown(day.year)
    if day in MAKE_UP_DAYS:
        return True
    return day.weekday() < SATURDAY and day not in HOLIDAYS


def add_working_days(start: date, days: int) -> date:
    """Return the working day that lies so many working days after `start`.

    The day of the deed does not count (行政许可法 第八十二条: limits in working days; 民法典
    第二百零一条: counting begins on the next day). Zero days is the first working day from `start`.
    """
    day = start
    while days > 0 or not is_working_day(day):
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`; negative if late."""
    if end < start:
        return -working_days_between(end, start)
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, span + 1))


def is_provisional(day: date) -> bool:
    """Whether the year's holidays are not announced yet, so that a limit may still move."""
    return day.year in PROVISIONAL_YEARS
