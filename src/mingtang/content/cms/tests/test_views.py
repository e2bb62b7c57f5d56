import re

import pytest
from bs4 import BeautifulSoup

from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    department_reviewer,
    editor,
    final_reviewer,
    legal_reviewer,
)

pytestmark = pytest.mark.django_db

EVERYBODY = (editor, department_reviewer, legal_reviewer, final_reviewer)


def start_page(actor) -> str:
    return browser_of(actor).get("/cms/").content.decode()


def form_of(parent) -> str:
    address = f"/cms/pages/add/content_pages/articlepage/{parent.pk}/"
    return browser_of(editor()).get(address).content.decode()


class TestTheStartPage:
    def test_shows_an_editor_their_texts_and_the_way_to_a_new_one(self):
        page = make.draft()

        shown = start_page(editor())

        assert page.title in shown
        assert 'href="/cms/write/">写新稿件' in shown
        assert "等我审" not in shown

    def test_shows_a_reviewer_what_waits_and_what_they_decided(self):
        page = make.draft()
        make.send(page)

        before = start_page(department_reviewer())
        make.approve(page, department_reviewer())
        after = start_page(department_reviewer())

        assert "等我审：1 件" in before and "写新稿件" not in before
        assert "等我审：0 件" in after and page.title in after

    def test_shows_only_the_final_reviewer_what_was_published_last(self):
        make.published()

        assert "最近发布" in start_page(final_reviewer())
        assert "最近发布" not in start_page(legal_reviewer())

    @pytest.mark.parametrize("person", EVERYBODY)
    def test_has_nothing_of_wagtail_and_nothing_from_the_internet(self, person):
        shown = start_page(person())

        page = BeautifulSoup(shown, "html.parser")
        assert "Wagtail" not in page.get_text()
        assert re.findall(r"[A-Za-z]{3,}", page.main.get_text()) == []
        assert not re.search(r'(?:href|src)="(?:https?:)?//', shown)

    def test_offers_no_menu_a_role_cannot_use(self):
        shown = start_page(department_reviewer())
        menu = shown[shown.index("wagtail-sidebar-props") :]

        assert "/cms/reviewing/" in menu
        for address in ("/cms/images/", "/cms/documents/", "/cms/reports/", "/cms/write/"):
            assert address not in menu


class TestWriting:
    def test_leads_from_a_column_to_an_empty_form(self):
        column = make.column()

        shown = browser_of(editor()).get("/cms/write/").content.decode()

        assert f"/cms/pages/add/content_pages/articlepage/{column.pk}/" in shown

    def test_says_that_no_column_is_called_so(self):
        make.column()

        shown = browser_of(editor()).get("/cms/write/?q=<b>").content.decode()

        assert "没有叫“&lt;b&gt;”的栏目" in shown

    def test_is_for_editors(self):
        assert browser_of(final_reviewer()).get("/cms/write/").status_code == 403


class TestTheForm:
    def test_runs_no_script_inside_the_page(self):
        """The content policy would refuse it, and choosers would do nothing when pressed."""
        shown = form_of(make.column())

        inside = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", shown)
        assert all("application/json" in attributes for attributes in inside)
        assert 'data-chooser="PageChooser"' in shown
        assert 'data-chooser="DocumentChooser"' in shown
        assert "data-inline-panel=" in shown
        assert 'type="date" name="issued_on"' in shown

    def test_shows_what_is_missing_beside_the_field(self):
        page = make.draft()
        address = f"/cms/pages/{page.pk}/edit/"
        answer = {
            "title": "",
            "slug": page.slug,
            "kind": "policy",
            "source": "明州市公安局",
            "department": page.department_id,
            "action-submit": "1",
            "body-count": "0",
            "attachments-TOTAL_FORMS": "0",
            "attachments-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }

        shown = browser_of(editor()).post(address, answer).content.decode()

        assert "还没有保存：有几处没填对" in shown
        assert "请填发文机关。" in shown

    def test_may_be_previewed_in_a_frame_of_the_cms_but_of_nobody_else(self):
        policy = browser_of(editor()).get("/cms/")["Content-Security-Policy"]

        assert "frame-ancestors 'self'" in policy
        assert "script-src 'self';" in policy


class TestTheWayOut:
    def test_hands_the_pressed_button_on_to_the_user_centre(self):
        answer = browser_of(editor()).post("/cms/logout/")

        assert (answer.status_code, answer["Location"]) == (307, "/logout/")

    def test_never_logs_out_by_a_link(self):
        assert browser_of(editor()).get("/cms/logout/")["Location"] == "/my/"

    def test_leads_from_the_name_to_the_own_account(self):
        assert browser_of(editor()).get("/cms/account/")["Location"] == "/my/"


class TestSearch:
    def test_finds_a_page_by_words_inside_its_title(self):
        page = make.published()

        shown = browser_of(editor()).get("/cms/pages/search/?q=居住证").content.decode()

        assert page.title in shown


def test_the_scripts_speak_chinese_too():
    said = browser_of(editor()).get("/cms/jsi18n/", headers={"Accept": "text/javascript"}).text

    assert r'"Insert a block": "\u63d2\u5165\u5185\u5bb9\u5757"' in said
