"""Deadlines of tasks: working days, and plain weekdays beyond the known calendar."""

from datetime import date, timedelta

from mingtang.kernel.calendar.days import YearNotKnown, add_working_days

_DAYS_IN_A_WEEK = 7
_WORKING_DAYS = 5


def due_after(start: date, working_days: int) -> date:
    """Return the day; a year without a table is counted by weeks rather than not at all."""
    try:
        return add_working_days(start, working_days)
    except YearNotKnown:
        weeks, rest = divmod(working_days, _WORKING_DAYS)
        return start + timedelta(days=weeks * _DAYS_IN_A_WEEK + rest)
