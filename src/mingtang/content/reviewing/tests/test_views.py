import pytest
from django.urls import reverse

from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.reviewing.models import Decision
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import department_reviewer, editor, legal_reviewer

pytestmark = pytest.mark.django_db


def address_of(page):
    return reverse("content_review", args=[make.seen(page).task_state_number])


class TestTheList:
    def test_shows_what_waits_for_this_level(self):
        page = make.draft()
        make.send(page)

        mine = browser_of(department_reviewer()).get("/cms/reviewing/").content.decode()
        others = browser_of(legal_reviewer()).get("/cms/reviewing/").content.decode()

        assert page.title in mine
        assert page.title not in others

    def test_is_on_the_start_page(self):
        page = make.draft()
        make.send(page)

        start = browser_of(department_reviewer()).get("/cms/").content.decode()

        assert "等我审：1 件" in start


class TestTheReview:
    def test_shows_what_changed_since_the_text_was_last_public(self):
        page = make.published()
        page.body = [{"type": "paragraph", "value": "<p>每两年<b>签注</b>一次。</p>"}]
        page.save_revision(user=make.user_of(editor()))
        make.send(page)

        shown = browser_of(department_reviewer()).get(address_of(page)).content.decode()

        assert "每<ins>两</ins>年签注一次。" in shown

    def test_says_when_nothing_was_public_before_by_not_comparing(self):
        page = make.draft()
        make.send(page)

        shown = browser_of(department_reviewer()).get(address_of(page)).content.decode()

        assert "比已发布的改了什么" not in shown

    def test_approving_moves_the_text_on(self):
        page = make.draft()
        make.send(page)
        answer = {"digest": make.seen(page).digest, "outcome": "approve", "comment": ""}

        response = browser_of(department_reviewer()).post(address_of(page), answer)

        assert response.status_code == 302
        page.refresh_from_db()
        assert page.current_workflow_task.level == 2

    def test_returning_without_a_reason_keeps_the_page_and_says_why(self):
        page = make.draft()
        make.send(page)
        answer = {"digest": make.seen(page).digest, "outcome": "return", "comment": ""}

        response = browser_of(department_reviewer()).post(address_of(page), answer)

        assert response.status_code == 422
        assert "请写明要改什么" in response.content.decode()
        assert not Decision.objects.filter(page_number=page.pk).exists()

    def test_an_old_text_is_not_approved_and_the_comment_stays(self):
        page = make.draft()
        make.send(page)
        answer = {"digest": "0" * 64, "outcome": "approve", "comment": "写了半天的意见"}

        response = browser_of(department_reviewer()).post(address_of(page), answer)

        assert response.status_code == 409
        assert "写了半天的意见" in response.content.decode()

    def test_script_in_the_text_is_shown_as_text(self):
        page = make.draft(title="<script>alert(1)</script>")
        make.send(page)

        html = browser_of(department_reviewer()).get(address_of(page)).content.decode()

        assert "<script>alert(1)" not in html

    def test_the_wrong_level_is_refused(self):
        page = make.draft()
        make.send(page)
        answer = {"digest": make.seen(page).digest, "outcome": "approve"}

        response = browser_of(legal_reviewer()).post(address_of(page), answer)

        assert response.status_code == 403


class TestTheEditor:
    def test_sees_where_the_text_stands_and_cannot_publish(self):
        page = make.draft()
        make.send(page)
        make.approve(page, department_reviewer())

        html = (
            browser_of(editor())
            .get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            .content.decode()
        )

        assert "审核进度" in html
        assert "法务复审" in html
        assert "action-publish" not in html

    def test_sends_a_draft_from_the_form(self):
        page = make.draft()
        browser = browser_of(editor())
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])

        html = browser.get(address).content.decode()

        assert "action-submit" in html
        assert "action-publish" not in html
