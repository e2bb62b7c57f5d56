import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from mingtang.designsystem.rendering import render_page
from mingtang.designsystem.tests.samples import FULL, LEAST

PAGES = sorted(FULL)


def rendered(page: str, context: dict[str, Any], here: str = "/zhengwu/") -> BeautifulSoup:
    return BeautifulSoup(
        render_page(f"designsystem/pages/{page}.html", context, here=here), "html.parser"
    )


def meta(soup: BeautifulSoup) -> dict[str, str]:
    return {tag["name"]: tag["content"] for tag in soup.find_all("meta", attrs={"name": True})}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("contexts", [FULL, LEAST], ids=["everything", "the least"])
class TestEveryPage:
    def test_leaves_no_label_without_a_value(self, page, contexts):
        soup = rendered(page, contexts[page])

        words = soup.select("dt, dd, li, h1, h2, h3, a, button, small, time, summary")
        assert [str(part) for part in words if not part.get_text(strip=True)] == []

    def test_carries_no_style_and_no_script_of_its_own(self, page, contexts):
        soup = rendered(page, contexts[page])

        assert soup.select("style, [style], script:not([src])") == []
        assert not re.search(r"\son\w+=", str(soup))
        assert "javascript:" not in str(soup)

    def test_has_one_title_and_one_way_past_the_head(self, page, contexts):
        soup = rendered(page, contexts[page])

        assert len(soup.find_all("h1")) == 1
        assert soup.select_one("a.skip")["href"] == "#main"
        assert soup.select_one("main#main")

    def test_uses_every_anchor_once_and_leads_to_those_that_exist(self, page, contexts):
        soup = rendered(page, contexts[page])

        ids = [part["id"] for part in soup.select("[id]")]
        assert sorted(set(ids)) == sorted(ids)
        wanted = {link["href"][1:] for link in soup.select('a[href^="#"]')}
        assert wanted <= set(ids)

    def test_has_no_dead_link_and_no_dead_button(self, page, contexts):
        soup = rendered(page, contexts[page])

        assert [a for a in soup.find_all("a") if a.get("href", "") in {"", "#"}] == []
        # A button of type button does nothing without scripts: it stays hidden until one shows it.
        assert [b for b in soup.select("button[type=button]") if not b.has_attr("hidden")] == []

    def test_is_the_standard_version_for_nobody_in_person(self, page, contexts):
        soup = rendered(page, contexts[page])

        assert soup.html["data-mode"] == "standard"
        assert soup.select_one("a.util__login").get_text(strip=True) == "登录"
        assert soup.select_one("[data-who]")["data-who"] == "/my/who/"
        assert soup.select_one(".util a.elder-off")["href"] == "/mode/elder/zhengwu/"
        assert soup.select_one(".elder-bar a[href^='/mode/']")["href"] == "/mode/standard/zhengwu/"

    def test_shows_the_size_of_every_drawing_before_the_style_comes(self, page, contexts):
        soup = rendered(page, contexts[page])

        assert [svg for svg in soup.find_all("svg") if not svg.get("width")] == []


@pytest.mark.parametrize("page", PAGES)
def test_script_in_any_value_is_shown_as_text(page):
    attack = '"><script>alert(1)</script>'

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [poisoned(inner, key) for inner in value]
        is_text = type(value) is str and key not in {"id", "path", "colour", "icon"}
        return value + attack if is_text else value

    html = render_page(f"designsystem/pages/{page}.html", poisoned(FULL[page]), here="/" + attack)

    assert "<script>alert" not in html
    assert '"><script' not in html


class TestHead:
    def test_tells_inspectors_what_the_article_is(self):
        told = meta(rendered("article", FULL["article"]))

        assert told["ArticleTitle"] == "关于灵活就业人员参保的若干措施"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", told["PubDate"])
        assert told["ContentSource"] == "明州市人民政府办公室"
        assert told["ColumnName"] == "政策文件"
        assert told["ColumnType"] == "政策文件"
        assert told["ColumnKeywords"] == "政策,文件"
        assert told["SiteName"]

    def test_tells_inspectors_what_the_column_is(self):
        told = meta(rendered("column", FULL["column"]))

        assert told["ColumnName"] == "政策文件"
        assert told["ColumnDescription"] == "标明有效性，附解读。"

    def test_gives_a_guide_its_keywords(self):
        told = meta(rendered("guide", FULL["guide"]))

        assert told["Keywords"] == "居住证"
        assert told["ColumnType"] == "办事服务"


class TestGuide:
    def test_with_a_form_leads_to_it(self):
        soup = rendered("guide", FULL["guide"])

        goes = {a["href"] for a in soup.select("a.btn--go")}
        assert goes == {"/services/apply/juzhuzheng/"}

    def test_without_a_form_says_where_to_go(self):
        soup = rendered("guide", {**FULL["guide"], "apply_path": ""})

        assert {a["href"] for a in soup.select("a.btn--go")} == {"#where"}
        assert "在线办理" not in soup.get_text()

    def test_makes_every_telephone_number_a_link(self):
        soup = rendered("guide", FULL["guide"])

        numbers = {a["href"] for a in soup.select("#record a")}
        assert numbers == {"tel:12333", "tel:09998612333", "tel:12345"}


class TestArticle:
    @pytest.mark.parametrize(
        ("validity", "words"),
        [("有效", "现行有效"), ("已修改", "有过修改"), ("已废止", "已废止，只供查阅")],
    )
    def test_says_whether_the_file_is_in_force(self, validity, words):
        article = {**FULL["article"]["article"], "validity": validity}

        soup = rendered("article", {**FULL["article"], "article": article})

        assert words in soup.main.get_text()

    def test_before_publication_is_marked_as_a_preview(self):
        article = {**FULL["article"]["article"], "published_at": None}

        soup = rendered("article", {**FULL["article"], "article": article})

        assert "还没有发布" in soup.main.get_text()
        assert "PubDate" not in meta(soup)


class TestColumn:
    def test_older_pages_tell_nothing_that_grows(self):
        older = {"number": 2, "count": 3, "previous": "/a/", "next": "/b/", "pages": []}

        soup = rendered("column", {**FULL["column"], "children": [], "pagination": older})

        assert "61" not in soup.main.get_text()
        assert [a["href"] for a in soup.select(".pager a")] == ["/a/", "/zhengwu/zhengce/", "/b/"]
