from datetime import date

import pytest

from mingtang.content.reading.dates import day_in, effective_day, last_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年3月4日", date(2025, 3, 4)),
        ("二〇二五年三月四日", date(2025, 3, 4)),
        ("有效期至2030年 12 月31日", date(2030, 12, 31)),
        ("2025-3-4", date(2025, 3, 4)),
        ("自2025年1月1日起至2027年12月31日止", date(2027, 12, 31)),
        ("2025年13月4日", None),
        ("印发之日", None),
    ],
)
def test_days_are_read_as_documents_write_them(text, day):
    assert day_in(text) == day


def test_a_policy_that_holds_from_its_issue_begins_on_that_day():
    assert effective_day("发布之日", issued=date(2025, 3, 4)) == date(2025, 3, 4)
    assert effective_day("长期", issued=date(2025, 3, 4)) is None


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("有效期五年", date(2025, 4, 1), date(2030, 3, 31)),
        ("有效期2年", date(2024, 2, 29), date(2026, 2, 27)),
        ("试行6个月", date(2025, 8, 31), date(2026, 2, 27)),
        ("有效期至2026年12月31日", date(2025, 4, 1), date(2026, 12, 31)),
        ("有效期五年", None, None),
        ("长期有效", date(2025, 4, 1), None),
    ],
)
def test_the_last_day_is_named_or_counted(text, begins, ends):
    assert last_day(text, begins=begins) == ends
