from datetime import timedelta

import pytest

from mingtang.assistant.search.handlers import (
    make_guide_findable,
    make_page_findable,
    take_guide_out,
    take_page_out,
)
from mingtang.assistant.search.models import Document, Edition
from mingtang.assistant.search.tests import factories as make

pytestmark = pytest.mark.django_db

LATER = make.NOW + timedelta(minutes=5)


class TestMakePageFindable:
    def test_keeps_what_the_page_says(self):
        make_page_findable(make.page_published())

        document = Document.objects.get()
        assert (document.kind, document.title) == ("policy", "明州市住房租赁管理办法")
        assert document.doc_number == "明政发〔2026〕3号"
        assert "合法权益" in document.body

    def test_an_older_text_that_arrives_late_changes_nothing(self):
        make_page_findable(make.page_published(title="新的", at=LATER))

        make_page_findable(make.page_published(title="旧的"))

        assert Document.objects.get().title == "新的"
        assert Edition.objects.get().number == 1

    def test_the_same_news_twice_leaves_the_same_document(self):
        make_page_findable(make.page_published())
        make_page_findable(make.page_published())

        assert Document.objects.get().title == "明州市住房租赁管理办法"


class TestTakePageOut:
    def test_forgets_the_text(self):
        make_page_findable(make.page_published())

        take_page_out(make.page_withdrawn(at=LATER))

        document = Document.objects.get()
        assert not document.is_public
        assert document.title == document.body == ""

    def test_counts_even_when_the_publication_arrives_after_it(self):
        take_page_out(make.page_withdrawn(at=LATER))

        make_page_findable(make.page_published())

        assert not Document.objects.get().is_public

    def test_a_page_published_again_is_back(self):
        take_page_out(make.page_withdrawn())

        make_page_findable(make.page_published(at=LATER))

        assert Document.objects.get().is_public


class TestMakeGuideFindable:
    def test_keeps_what_an_answer_says_in_place(self):
        make_guide_findable(make.guide_published())

        document = Document.objects.get(path="/guides/juzhuzheng/")
        assert document.department == "明州市公安局"
        assert document.facts["limit"] == "3 个工作日"
        assert document.facts["fee"] == "不收费"
        assert document.facts["visits"] == "不用跑"
        assert document.facts["phone"] == "0999-8606111"
        assert document.facts["apply_path"] == "/services/apply/juzhuzheng/"

    def test_offers_no_button_where_there_is_no_form(self):
        make_guide_findable(make.guide_published(form=None))

        assert Document.objects.get().facts["apply_path"] == ""

    def test_reads_a_guide_that_says_almost_nothing(self):
        event = make.guide_published(
            fee=None, promised_limit=None, keywords=None, visits=None, phone="", summary=None
        )

        make_guide_findable(event)

        assert Document.objects.get().facts["phone"] == "0999-8606110"

    @pytest.mark.parametrize(
        ("limit", "words"),
        [
            ({"days": 15, "unit": "calendar"}, "15 天"),
            ({"hours": 4, "unit": "hours"}, "4 小时"),
            ({"unit": "immediate"}, "当场办好"),
            ({"unit": "instant"}, "马上办好"),
            ({"unit": "working"}, ""),
            ({"unit": "moons", "days": 3}, ""),
        ],
    )
    def test_says_a_time_limit_in_plain_words(self, limit, words):
        make_guide_findable(make.guide_published(promised_limit=limit))

        assert Document.objects.get().facts["limit"] == words

    def test_the_official_name_counts_like_the_title(self):
        make_guide_findable(make.guide_published(official_title="居住证签注"))

        assert Document.objects.get().aliases == ["居住证签注"]


class TestTakeGuideOut:
    def test_a_guide_withdrawn_is_not_public(self):
        make_guide_findable(make.guide_published())

        take_guide_out(make.guide_withdrawn(at=LATER))

        assert not Document.objects.get().is_public


def test_every_change_gets_a_number_of_its_own():
    make_page_findable(make.page_published("/a.html"))
    make_page_findable(make.page_published("/b.html"))
    take_page_out(make.page_withdrawn("/a.html", at=LATER))

    assert list(Document.objects.values_list("path", "change")) == [("/b.html", 2), ("/a.html", 3)]
