import pytest
from django.urls import reverse
from django.utils import timezone

from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.reviewing.models import Decision
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import department_reviewer, editor, legal_reviewer, staff

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

    def test_proofreading_and_approving_moves_the_text_on(self):
        page = make.draft()
        make.send(page)
        browser, address = browser_of(department_reviewer()), address_of(page)
        answer = {"digest": make.seen(page).digest, "comment": ""}

        proofread = browser.post(address, {**answer, "outcome": "proofread"})
        asked = browser.get(address).content.decode()
        approved = browser.post(address, {**answer, "outcome": "approve"})

        assert (proofread.status_code, approved.status_code) == (302, 302)
        assert "第二步：审核" in asked and "何静已校对" in asked
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

    def test_deciding_without_proofreading_says_what_comes_first(self):
        page = make.draft()
        make.send(page)
        answer = {"digest": make.seen(page).digest, "outcome": "approve", "comment": ""}

        response = browser_of(department_reviewer()).post(address_of(page), answer)

        assert response.status_code == 409
        assert "请先校对" in response.content.decode()

    def test_marks_figures_for_the_proofreader(self):
        page = make.draft(body=[{"type": "paragraph", "value": "<p>自2026年3月1日起补300元。</p>"}])
        make.send(page)

        html = browser_of(department_reviewer()).get(address_of(page)).content.decode()

        assert '<mark class="mt-figure">2026年3月1日</mark>' in html
        assert '<mark class="mt-figure">300元</mark>' in html

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


class TestTheSheet:
    def test_shows_every_act_with_person_time_and_sm3(self):
        page = make.published()
        address = reverse("content_review_sheet", args=[page.pk])

        html = browser_of(editor()).get(address).content.decode()

        digest = Decision.objects.filter(page_number=page.pk)[0].digest
        assert digest in html
        assert html.count("已校对") == 3
        assert all(name in html for name in ("何静", "罗文", "梁志远"))

    def test_says_when_there_is_nothing(self):
        page = make.draft()

        response = browser_of(editor()).get(reverse("content_review_sheet", args=[page.pk]))

        assert response.status_code == 404


class TestAbsences:
    def test_a_reviewer_arranges_a_stand_in_who_then_sees_the_text(self):
        page = make.draft()
        make.send(page)
        helper = staff("代办员", "reviewer.legal")
        day = timezone.localdate().isoformat()
        wish = {
            "absent_id": department_reviewer().id,
            "level": 1,
            "stand_in_id": helper.id,
            "begins_on": day,
            "ends_on": day,
            "reason": "出差",
        }

        response = browser_of(department_reviewer()).post("/cms/reviewing/absences/", wish)

        assert response.status_code == 302
        html = browser_of(helper).get("/cms/reviewing/").content.decode()
        assert page.title in html and "代何静" in html

    def test_says_what_is_wrong_beside_the_field(self):
        response = browser_of(department_reviewer()).post("/cms/reviewing/absences/", {})

        assert response.status_code == 422
        assert "mt-field--wrong" in response.content.decode()

    def test_an_editor_who_stands_in_for_nobody_has_no_entry_in_the_menu(self):
        assert "我不在时" not in browser_of(editor()).get("/cms/").content.decode()
