import re
from html import unescape
from urllib.parse import quote

import pytest

from mingtang.assistant.search.handlers import make_guide_findable, make_page_findable
from mingtang.assistant.search.keeping import KeptIndex, the_index
from mingtang.assistant.search.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index_of_its_own():
    """The index of the process outlives a test's transaction."""
    the_index.cache_clear()
    yield
    the_index.cache_clear()


def page(client, typed: str, **more: str) -> str:
    answer = client.get("/search", {"q": typed, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


class TestQuestion:
    def test_a_guide_is_answered_in_place(self, client):
        make_guide_findable(make.guide_published())

        html = page(client, "居住证怎么办")

        assert 'href="/services/apply/juzhuzheng/"' in html
        assert "在线办理" in html
        for fact in ("3 个工作日", "不收费", "不用跑", "0999-8606111", "2026-11-01 核对"):
            assert fact in html
        assert 'href="tel:0999-8606111"' in html

    def test_a_page_says_what_it_is_and_why_it_was_found(self, client):
        make_page_findable(make.page_published())

        html = page(client, "住房租赁")

        assert 'href="/zhengce/1.html"' in html
        assert "<mark>住房租赁</mark>" in html or "<mark>租赁</mark>" in html
        for fact in ("现行有效", "明政发〔2026〕3号", "住房城乡建设局", "2026-10-25"):
            assert fact in words(html)

    def test_a_repealed_file_is_marked(self, client):
        make_page_findable(make.page_published(validity="已废止"))

        assert "已废止" in words(page(client, "住房租赁"))

    def test_the_question_stays_in_the_box(self, client):
        assert 'value="给老人办社保卡"' in page(client, "  给老人办社保卡 ")

    def test_counts_and_narrows_by_type(self, client):
        make_guide_findable(make.guide_published())
        make_page_findable(make.page_published("/a.html", title="居住证办法"))
        make_page_findable(make.page_published("/b.html", title="居住证便民", kind="news"))

        everything, policies = page(client, "居住证"), page(client, "居住证", type="policy")

        assert "全部 3" in words(everything)
        assert "/b.html" in everything
        assert "/a.html" in policies
        assert "/b.html" not in policies
        assert 'name="type" value="policy"' in policies

    def test_nobody_keeps_the_answer(self, client):
        answer = client.get("/search", {"q": "居住证"})

        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert '<meta name="robots" content="noindex, follow">' in answer.content.decode()


class TestOddQuestions:
    def test_nothing_asked_offers_where_to_begin(self, client):
        html = page(client, "")

        assert "想办什么事" in html
        assert 'href="/guides/"' in html

    def test_marks_without_words_count_as_nothing(self, client):
        assert "想办什么事" in page(client, "？！…")

    def test_nothing_found_says_what_to_do_now(self, client):
        html = page(client, "火星移民飞船")

        assert "没有找到“火星移民飞船”" in html
        assert 'href="tel:12345"' in html
        assert 'href="/guides/"' in html

    def test_nothing_of_this_type_leads_to_the_others(self, client):
        make_guide_findable(make.guide_published())

        html = page(client, "居住证", type="policy")

        assert "别的类型里有 1 条" in words(html)

    def test_script_is_text(self, client):
        html = page(client, "<script>alert(1)</script>")

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html

    def test_script_in_a_document_is_text(self, client):
        make_page_findable(make.page_published(title="居住证<img src=x onerror=alert(1)>"))

        assert "<img src=x" not in page(client, "居住证")

    def test_ten_thousand_characters_are_cut(self, client):
        html = page(client, "居住证" * 3500)

        assert "前 100 个字" in html

    @pytest.mark.parametrize(
        "typed", ["\x00居住证", "🙂🙂", "SELECT * FROM", "%", "a" * 90, "居住证 OR (", "+-~*"]
    )
    def test_any_characters_get_a_page(self, client, typed):
        page(client, typed)

    @pytest.mark.parametrize("number", ["0", "-1", "x", "99999", "４", "1e3"])
    def test_a_page_that_is_not_there_is_the_nearest(self, client, number):
        make_guide_findable(make.guide_published())

        assert "居住证申领签注" in page(client, "居住证", page=number)

    def test_an_unknown_type_is_all(self, client):
        make_guide_findable(make.guide_published())

        assert "居住证申领签注" in page(client, "居住证", type="../etc")

    def test_only_reading_is_possible(self, client):
        assert client.post("/search", {"q": "居住证"}).status_code == 405

    def test_the_address_with_a_slash_is_the_same(self, client):
        assert client.get("/search/", {"q": "居住证"}).status_code == 200


class TestPages:
    @pytest.fixture(autouse=True)
    def _twenty_three_notices(self):
        for number in range(23):
            make_page_findable(
                make.page_published(f"/{number}.html", kind="notice", title=f"停水通知第{number}号")
            )

    def test_ten_at_a_time_with_the_way_on(self, client):
        html = page(client, "停水通知")

        assert html.count('class="hit"') == 10
        assert f'rel="next" href="/search?q={quote("停水通知")}&amp;page=2"' in html
        assert 'rel="prev"' not in html

    def test_the_last_page_leads_back(self, client):
        html = page(client, "停水通知", page="3")

        assert html.count('class="hit"') == 3
        assert 'rel="next"' not in html
        assert "第 3 页，共 3 页" in words(html)

    def test_no_hit_stands_on_two_pages(self, client):
        seen = [
            path
            for number in "123"
            for path in re.findall(r'<h3><a href="([^"]+)"', page(client, "停水通知", page=number))
        ]

        assert len(seen) == len(set(seen)) == 23


class TestWhileTheIndexIsBuilt:
    def test_says_so_instead_of_an_error(self, client, monkeypatch):
        monkeypatch.setattr(KeptIndex, "is_complete", False)

        assert "正在整理" in page(client, "居住证")
