from datetime import date

import pytest

from mingtang.content.finding.dates import date_in_address, date_of_value, find_date

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("[2026/3/5]", date(2026, 3, 5)),
        ("2026.03.05 09:30", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026 年 03 月 05 日", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("05 2026-03", date(2026, 3, 5)),
        ("2026-03 05", date(2026, 3, 5)),
        ("05 2026年03月", date(2026, 3, 5)),
        ("05 03月 2026", date(2026, 3, 5)),
        ("03-05 2026", date(2026, 3, 5)),
        ("2026 03-05", date(2026, 3, 5)),
        ("2026 03/05", date(2026, 3, 5)),
        ("Mar 5, 2026", date(2026, 3, 5)),
        ("05 Mar 2026", date(2026, 3, 5)),
        ("11-20", date(2026, 11, 20)),
        ("12-20", date(2025, 12, 20)),
        ("3月5日", date(2026, 3, 5)),
        ("今天", TODAY),
        ("3天前", date(2026, 11, 22)),
        ("电话 0571-88881234", None),
        ("第12345号", None),
        ("1.2.3", None),
        ("2026-13-45", None),
        ("3-5 个工作日", None),
        ("", None),
    ],
)
def test_dates_as_lists_write_them(text, day):
    assert find_date(text, on=TODAY) == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("http://a.example/zw/202603/t20260305_123.html", date(2026, 3, 5)),
        ("http://a.example/2026/3/5/1.html", date(2026, 3, 5)),
        ("http://a.example/2026-03/05/content_1.htm", date(2026, 3, 5)),
        ("http://a.example/art/2026/3/5/art_1_2.html", date(2026, 3, 5)),
        ("http://a.example/art/1234567890.html", None),
        ("http://a.example/20261399/1.html", None),
    ],
)
def test_dates_in_addresses(address, day):
    assert date_in_address(address) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1764000000, date(2025, 11, 25)),
        (1764000000000, date(2025, 11, 25)),
        ("1764000000000", date(2025, 11, 25)),
        ("2026-03-05T23:30:00Z", date(2026, 3, 6)),
        ("Thu, 05 Mar 2026 08:00:00 +0800", date(2026, 3, 5)),
        ("2026-03-05 10:00:00", date(2026, 3, 5)),
        (20260305, date(2026, 3, 5)),
        (True, None),
        (None, None),
        ("soon", None),
        ([], None),
    ],
)
def test_dates_as_data(value, day):
    assert date_of_value(value) == day
