from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from wagtail import hooks
from wagtail.documents import get_document_model

from mingtang.content.cms.creating import LOCK_SPACE
from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.pages.models import ArticlePage
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor

pytestmark = pytest.mark.django_db

BY_ITSELF = {"Accept": "application/json"}
SENT = {"action-submit": "1"}
TITLE = "关于公交调整的通知"


class Form:
    """An empty form as somebody has it open."""

    def __init__(self) -> None:
        self.browser = browser_of(editor())
        self.column = make.column()
        self.department = make.department().pk
        self.address = f"/cms/pages/add/content_pages/articlepage/{self.column.pk}/"
        shown = self.browser.get(self.address).content.decode()
        hidden = BeautifulSoup(shown, "html.parser").select_one("[name=creation]")
        self.creation = hidden["value"] if hidden else ""

    def send(self, *, headers=None, **changes):
        answer = {
            "creation": self.creation,
            "title": TITLE,
            "slug": "",
            "kind": "notice",
            "summary": "三路车改走学院路。",
            "source": "明州市公安局",
            "department": self.department,
            "body-count": "0",
            "attachments-TOTAL_FORMS": "0",
            "attachments-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        return self.browser.post(self.address, {**answer, **changes}, headers=headers)


def written() -> list[ArticlePage]:
    return list(ArticlePage.objects.filter(title__startswith=TITLE))


def line(number: int, document: int) -> dict[str, object]:
    start = f"attachments-{number}"
    return {
        f"{start}-id": "",
        f"{start}-ORDER": number + 1,
        f"{start}-document": document,
        f"{start}-title": f"附表{number}",
    }


class TestAFormSentTwice:
    def test_makes_one_page_and_leads_to_it(self):
        form = Form()

        form.send()
        again = form.send()

        (page,) = written()
        assert (again.status_code, again["Location"]) == (302, f"/cms/pages/{page.pk}/edit/")

    def test_sends_the_page_that_saved_itself_meanwhile(self):
        form = Form()

        saved = form.send(headers=BY_ITSELF)
        form.send(title=f"{TITLE}（二）", **SENT)

        (page,) = written()
        assert page.pk == saved.json()["pk"]
        assert page.workflow_in_progress
        assert page.get_latest_revision_as_object().title == f"{TITLE}（二）"

    def test_is_not_overwritten_by_saving_itself_too_late(self):
        form = Form()

        form.send(title=f"{TITLE}（二）", **SENT)
        late = form.send(headers=BY_ITSELF)

        assert (late.status_code, late.json()["error_code"]) == (400, "invalid_revision")
        assert [page.title for page in written()] == [f"{TITLE}（二）"]

    def test_keeps_each_attachment_once(self):
        document = get_document_model().objects.create(
            title="附表", file=ContentFile(b"%PDF-1.4", name="a.pdf")
        )
        form = Form()

        form.send(headers=BY_ITSELF, **line(0, document.pk), **{"attachments-TOTAL_FORMS": "1"})
        two = {**line(0, document.pk), **line(1, document.pk), "attachments-TOTAL_FORMS": "2"}
        form.send(**two)

        (page,) = written()
        assert [each.title for each in page.attachments.all()] == ["附表0", "附表1"]

    def test_keeps_what_was_typed_when_the_page_is_already_under_review(self):
        form = Form()

        form.send(**SENT)
        again = form.send(summary="四路车也改道。", **SENT)

        assert "四路车也改道。" in again.content.decode()
        assert [page.summary for page in written()] == ["三路车改走学院路。"]


def test_two_forms_make_two_pages():
    form = Form()
    form.send()
    form.creation = str(uuid4())
    form.send()

    assert len(written()) == 2


def test_a_form_is_held_while_its_page_is_made():
    """Two sendings at the same moment come in one after the other."""
    form = Form()
    held: list[int] = []

    with hooks.register_temporarily("before_create_page", lambda *_: held.append(forms_held())):
        form.send()

    assert (held, forms_held()) == ([1], 0)


def forms_held() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s",
            [LOCK_SPACE],
        )
        return cursor.fetchone()[0]
