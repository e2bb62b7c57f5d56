from datetime import date, datetime
from pathlib import Path

import pytest

from mingtang.content.demo.reading import NotReadable, PageFile, in_order, read_page

FIRST_DAY = date(2026, 11, 25)


def page(name: str, **head: object) -> PageFile:
    return PageFile(Path(f"{name}.md"), name, {"title": name, **head}, "")


class TestReadPage:
    def test_makes_relative_days_real(self, tmp_path):
        file = tmp_path / "tingshui.md"
        file.write_text(
            "---\ntitle: '{D+2 月日}停水'\npublished_at: D-1 08:30\neffective_on: D+2\n---\n{D+2}停水。\n"
        )

        read = read_page(file, first_day=FIRST_DAY)

        assert read.published_at == datetime.fromisoformat("2026-11-24T08:30+08:00")
        assert read.head["title"] == "11月27日停水"
        assert read.source == "2026年11月27日停水。"
        assert read.head["effective_on"].date() == date(2026, 11, 27)

    def test_names_a_file_without_a_title(self, tmp_path):
        file = tmp_path / "leer.md"
        file.write_text("---\nkind: news\n---\n")

        with pytest.raises(NotReadable, match="leer"):
            read_page(file, first_day=FIRST_DAY)


class TestSlug:
    def test_begins_with_the_day_of_a_dated_name(self):
        assert page("2026-09-10-juzhuzheng-banfa").slug == "20260910-juzhuzheng-banfa"

    def test_is_the_name_when_that_has_no_day(self):
        assert page("about").slug == "about"
        assert page("a-b-c-d").slug == "a-b-c-d"


class TestInOrder:
    def test_puts_a_page_after_those_it_names(self):
        interpretation = page("a-jiedu", interprets="zhengce/z-banfa")
        policy = page("z-banfa", related=["m-fujian.md"])
        appendix = page("m-fujian")

        ordered = in_order([interpretation, policy, appendix])

        assert ordered == [appendix, policy, interpretation]

    def test_refuses_a_name_that_leads_nowhere(self):
        with pytest.raises(NotReadable, match="nirgends"):
            in_order([page("a", related=["nirgends"])])

    def test_knows_pages_loaded_before(self):
        assert len(in_order([page("a", interprets="zhengce/b")], known=["b"])) == 1

    def test_refuses_pages_that_name_each_other(self):
        with pytest.raises(NotReadable, match="互相引用"):
            in_order([page("a", related=["b"]), page("b", related=["a"])])

    def test_refuses_two_pages_of_one_name(self):
        with pytest.raises(NotReadable, match="已经有一个页面叫 a"):
            in_order([page("a"), page("a")])
        with pytest.raises(NotReadable, match="已经有一个页面叫 a"):
            in_order([page("a")], known=["a"])
