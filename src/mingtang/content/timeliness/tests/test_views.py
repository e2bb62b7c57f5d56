from datetime import timedelta

import pytest
import time_machine

from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer, legal_reviewer
from mingtang.content.timeliness.models import Clock, Confirmation
from mingtang.content.timeliness.sweeping import sweep_clocks
from mingtang.content.timeliness.tests.factories import ISSUED, clock, noon, policy

pytestmark = pytest.mark.django_db

PAGE = "/cms/timeliness/"
LATE = noon(ISSUED + timedelta(days=5))


class TestThePage:
    def test_shows_what_is_late_with_how_much_and_that_it_was_escalated(self):
        clock(title="晚了的政策")
        with time_machine.travel(LATE, tick=False):
            sweep_clocks()
            html = browser_of(editor()).get(PAGE).content.decode()

        assert "晚了的政策" in html
        assert "超期 2 天" in html
        assert "已上报" in html
        assert "1 件里 1 件" in html

    def test_is_there_when_there_is_nothing(self):
        assert "没有超期的政策" in browser_of(legal_reviewer()).get(PAGE).content.decode()

    def test_asks_a_few_questions_however_much_is_running(self, django_assert_max_num_queries):
        for number in range(20):
            clock(f"laigao-{number}")
        browser = browser_of(editor())
        browser.get(PAGE)

        with django_assert_max_num_queries(60):
            browser.get(PAGE)


class TestReleasing:
    def test_needs_a_reason_and_keeps_the_place(self):
        clock()

        response = browser_of(final_reviewer()).post(
            f"{PAGE}release/", {"reference": "laigao-1", "reason": ""}
        )

        assert response.status_code == 422
        assert "请写明为什么不用发布" in response.content.decode()

    def test_stops_the_clock(self):
        clock()

        browser_of(final_reviewer()).post(
            f"{PAGE}release/", {"reference": "laigao-1", "reason": "不主动公开"}
        )

        assert Clock.objects.get().stopped_because == "不主动公开"

    def test_is_refused_to_editors(self):
        clock()

        response = browser_of(editor()).post(
            f"{PAGE}release/", {"reference": "laigao-1", "reason": "x"}
        )

        assert response.status_code == 403


class TestConfirming:
    def test_is_one_click(self):
        page = make.published(policy())

        response = browser_of(editor()).post(f"{PAGE}pages/{page.pk}/")

        assert response.status_code == 302
        assert Confirmation.objects.get().confirmed_by_name == "周敏"


class TestTheDays:
    def test_are_changed_by_a_final_reviewer(self):
        days = {
            "own_working_days": 2,
            "near_working_days": 1,
            "expiry_near_days": 60,
            "confirm_after_days": 180,
        }

        response = browser_of(final_reviewer()).post(f"{PAGE}days/", days)

        assert response.status_code == 302
        assert "2 个工作日内上网" in browser_of(editor()).get(PAGE).content.decode()

    def test_may_not_pass_the_law(self):
        response = browser_of(final_reviewer()).post(f"{PAGE}days/", {"own_working_days": 30})

        assert response.status_code == 422

    def test_are_not_for_editors(self):
        assert browser_of(editor()).get(f"{PAGE}days/").status_code == 403


class TestTheLedger:
    def test_is_a_table_in_which_nothing_runs_as_a_formula(self):
        clock(title="=HYPERLINK(1)")

        response = browser_of(editor()).get(f"{PAGE}ledger.csv")

        text = response.content.decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in text
        assert text.startswith("编号,标题,部门")

    def test_what_is_done_has_a_page(self):
        assert browser_of(editor()).get(f"{PAGE}done/").status_code == 200
