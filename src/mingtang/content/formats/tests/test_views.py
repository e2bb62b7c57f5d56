import pytest
from django.template import Context, Template

from mingtang.content.formats.commands import Order, keep_formats, order_formats
from mingtang.content.formats.components import FormatsOfDraft
from mingtang.content.formats.making import Made
from mingtang.content.formats.models import Edition, State
from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    department_reviewer,
    editor,
    final_reviewer,
    legal_reviewer,
    staff,
)

pytestmark = pytest.mark.django_db
BODY = (
    "<h2>一、适用范围</h2><p>本通知适用于在本市居住半年以上的流动人口。</p>"
    "<h2>二、办理程序</h2><p>申请人应当向居住地派出所提出申请。派出所应当自受理之日起 15 个工作日内"
    "完成审核并予以发放。</p>"
    "<h2>三、联系方式</h2><p>咨询电话：0999-8612345。</p>"
)


@pytest.fixture
def revision():
    page = make.draft(body=[{"type": "paragraph", "value": BODY}])
    return page.get_latest_revision()


def address(revision, key: str) -> str:
    return f"/cms/formats/{revision.pk}/{key}/"


class TestFormatsOfADraft:
    @pytest.mark.parametrize("who", [editor, department_reviewer, legal_reviewer, final_reviewer])
    def test_whoever_works_on_a_text_sees_its_formats_before_anything_is_public(
        self, revision, who
    ):
        answer = browser_of(who()).get(address(revision, "md"))

        assert answer.status_code == 200
        assert "## 一、适用范围" in answer.content.decode()

    def test_other_staff_do_not(self, revision):
        answer = browser_of(staff("徐磊", "officer")).get(address(revision, "md"))

        assert answer.status_code in (302, 403)

    @pytest.mark.parametrize(
        ("key", "begins"),
        [("pdf", b"%PDF"), ("docx", b"PK"), ("png", b"\x89PNG"), ("svg", b"<svg"), ("json", b"{")],
    )
    def test_files_come_as_they_will_be(self, revision, key: str, begins: bytes):
        answer = browser_of(editor()).get(address(revision, key))

        assert answer.content.startswith(begins)

    @pytest.mark.parametrize(
        ("key", "words"),
        [("graphic", "图里的文字"), ("faq", "怎么办？"), ("plain", "从受理那天起")],
    )
    def test_pages_are_shown_inside_the_cms(self, revision, key: str, words: str):
        if key == "plain":
            many = "<p>申请人应当予以配合。</p>" * 5
            page = make.draft(make.column("b"), body=[{"type": "paragraph", "value": BODY + many}])
            revision = page.get_latest_revision()

        shown = browser_of(editor()).get(address(revision, key)).content.decode()

        assert words in shown
        assert revision.object_str in shown

    def test_what_the_text_has_nothing_for_is_not_made_up(self):
        page = make.draft()

        answer = browser_of(editor()).get(address(page.get_latest_revision(), "faq"))

        assert answer.status_code == 404

    def test_a_format_nobody_knows_is_not_there(self, revision):
        assert browser_of(editor()).get(address(revision, "exe")).status_code == 404


class TestComponent:
    def test_it_links_every_format_of_the_newest_text(self, revision):
        shown = Template("{% load laces %}{% component part %}").render(
            Context({"part": FormatsOfDraft(revision.content_object)})
        )

        assert address(revision, "pdf") in shown
        assert address(revision, "graphic") in shown
        assert "一图读懂" in shown


class TestTheList:
    def test_it_tells_what_failed_and_has_it_made_again(self):
        order_formats(
            [Order(page_number=7, revision_number=1, digest="a" * 64, path="/a/", title="甲题")]
        )
        keep_formats(Edition.objects.get(), Made({}, {"pdf": "RuntimeError: no fonts"}))
        browser = browser_of(editor())

        shown = browser.get("/cms/formats/").content.decode()
        browser.post("/cms/formats/7/again/")

        assert "甲题" in shown
        assert "no fonts" in shown
        assert Edition.objects.get().state == State.WAITING

    def test_it_is_only_for_those_who_work_on_texts(self):
        assert browser_of(staff("徐磊", "officer")).get("/cms/formats/").status_code in (302, 403)
