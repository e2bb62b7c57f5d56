"""Agencies whose names run together in a scan are told apart."""

import pytest

from mingtang.content.parsing.agencies import apart


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("明州市财政局明州市民政局", ["明州市财政局", "明州市民政局"]),
        ("人力资源社会保障部财政部", ["人力资源社会保障部", "财政部"]),
        ("明州市人民政府办公厅", ["明州市人民政府办公厅"]),
        ("国家发展改革委", ["国家发展改革委"]),
        ("明州市市场监督管理局", ["明州市市场监督管理局"]),
    ],
)
def test_names_come_apart_only_where_two_were_joined(name, parts):
    assert apart(name) == parts
