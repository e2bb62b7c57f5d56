from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.kernel.calendar.days import (
    YearNotKnown,
    add_working_days,
    is_provisional,
    is_working_day,
    working_days_between,
)

known_days = st.dates(date(2024, 1, 1), date(2026, 10, 31))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_table_agrees_with_an_independent_one(year):
    first = date(year, 1, 1)
    days = [
        first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year
    ]

    assert [d for d in days if is_working_day(d) != chinese_calendar.is_workday(d)] == []


def test_a_make_up_day_counts():
    assert is_working_day(date(2026, 2, 14))
    assert add_working_days(date(2026, 2, 12), 5) == date(2026, 2, 26)


def test_zero_days_is_the_first_working_day():
    assert add_working_days(date(2026, 10, 1), 0) == date(2026, 10, 8)
    assert add_working_days(date(2026, 11, 24), 0) == date(2026, 11, 24)


@given(known_days, st.integers(1, 30))
def test_adding_and_counting_agree(start, days):
    end = add_working_days(start, days)

    assert is_working_day(end)
    assert working_days_between(start, end) == days
    assert working_days_between(end, start) == -days


def test_a_year_without_a_table_is_refused():
    with pytest.raises(YearNotKnown, match="2031"):
        is_working_day(date(2031, 1, 1))


def test_a_year_not_announced_is_marked():
    assert is_provisional(date(2027, 3, 1))
    assert not is_provisional(date(2026, 3, 1))
