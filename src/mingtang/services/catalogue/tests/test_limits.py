from datetime import date

import pytest

from mingtang.services.catalogue.limits import Limit, Unit

#: 2026: Monday to Sunday is 23 to 29 November.
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("told", "due", "words"),
    [
        ({"days": 3, "unit": "working"}, date(2026, 12, 2), "3 个工作日"),
        ({"days": 15, "unit": "calendar"}, date(2026, 12, 14), "15 天"),
        ({"hours": 4, "unit": "hours"}, FRIDAY, "4 小时"),
        ({"unit": "immediate"}, FRIDAY, "当场办"),
        ({"unit": "instant"}, FRIDAY, "秒批"),
    ],
)
def test_what_is_promised_on_a_friday_is_due(told, due, words):
    limit = Limit.from_guide(told)

    assert limit.due_from(FRIDAY) == due
    assert limit.words == words


def test_a_limit_that_ends_on_a_holiday_moves_to_the_next_working_day():
    # 10 days from 23 September 2026 is 3 October, in the holidays of the National Day.
    assert Limit(10, Unit.CALENDAR).due_from(date(2026, 9, 23)) == date(2026, 10, 8)


def test_make_up_days_count_as_working_days():
    # 14 February 2026 is a Saturday on which offices work, before the Spring Festival.
    assert Limit(5, Unit.WORKING).due_from(date(2026, 2, 12)) == date(2026, 2, 26)


def test_what_is_left_is_counted_in_days_of_its_own_kind():
    assert Limit(3, Unit.WORKING).left_between(FRIDAY, date(2026, 12, 1)) == 2
    assert Limit(3, Unit.CALENDAR).left_between(FRIDAY, date(2026, 12, 1)) == 4
    assert Limit(3, Unit.WORKING).left_between(FRIDAY, MONDAY) == -4


@pytest.mark.parametrize(("left", "due"), [(2, date(2026, 12, 1)), (0, FRIDAY), (-3, FRIDAY)])
def test_a_clock_that_runs_again_has_what_was_left(left, due):
    assert Limit(3, Unit.WORKING).resumed(FRIDAY, left) == due


@pytest.mark.parametrize("told", [None, {}, {"unit": "moons"}])
def test_a_guide_may_promise_nothing_countable(told):
    assert Limit.from_guide(told) is None
