from datetime import date, timedelta

import pytest
import time_machine

from mingtang.content.pages.models import ArticlePage
from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer, legal_reviewer
from mingtang.content.timeliness.commands import (
    confirm_page,
    link_page,
    release_clock,
    set_thresholds,
    start_clock,
    stop_clock,
)
from mingtang.content.timeliness.errors import (
    ClockNotFound,
    OnlyFinalReviewersSetThresholds,
    OnlyFinalReviewersStopClocks,
    StopReasonMissing,
)
from mingtang.content.timeliness.models import Clock
from mingtang.content.timeliness.queries import late_clocks, lines_of_running, share_since
from mingtang.content.timeliness.sweeping import sweep_clocks
from mingtang.content.timeliness.tests.factories import (
    ISSUED,
    clock,
    noon,
    policy,
    stages_told,
    told,
)

pytestmark = pytest.mark.django_db

DUE, LAWFUL = date(2026, 11, 19), date(2026, 12, 14)


def sweep_on(day):
    with time_machine.travel(noon(day), tick=False):
        return sweep_clocks()


class TestStartClock:
    def test_counts_three_and_twenty_working_days(self):
        made = clock()

        assert (made.due_on, made.lawful_due_on) == (DUE, LAWFUL)

    def test_knows_holidays_and_make_up_days(self):
        # Issued before the Spring Festival of 2026: Saturday the 14th is worked, then nine days off.
        assert clock(issued_on=date(2026, 2, 12)).due_on == date(2026, 2, 24)

    def test_is_safe_to_repeat(self):
        clock()
        start_clock(reference="laigao-1", title="别的", department="", issued_on=date(2026, 1, 5))

        assert Clock.objects.get().issued_on == ISSUED


class TestSweepClocks:
    def test_tells_near_late_and_unlawful_once_each(self):
        clock()

        for number in range(40):
            sweep_on(ISSUED + timedelta(days=number))
            sweep_on(ISSUED + timedelta(days=number))

        assert stages_told() == ["near", "late", "unlawful"]

    @pytest.mark.parametrize(
        ("day", "stages"),
        [
            (DUE - timedelta(days=2), []),
            (DUE - timedelta(days=1), ["near"]),
            (DUE, ["near"]),
            (DUE + timedelta(days=1), ["late"]),
            (LAWFUL, ["late"]),
            (LAWFUL + timedelta(days=1), ["late", "unlawful"]),
        ],
    )
    def test_tells_what_is_true_on_that_day(self, day, stages):
        clock()

        sweep_on(day)

        assert stages_told() == stages

    def test_stops_when_the_page_is_public(self):
        clock()
        with time_machine.travel(noon(DUE), tick=False):
            link_page(reference="laigao-1", page_number=make.published().pk)
        sweep_on(DUE)
        sweep_on(DUE + timedelta(days=9))

        assert [one["reference"] for one in told("policy-clock-stopped")] == ["laigao-1"]
        assert "late" not in stages_told()
        assert Clock.objects.get().published_on == DUE

    def test_tells_of_what_became_late_and_public_while_nobody_looked(self):
        clock()
        with time_machine.travel(noon(DUE + timedelta(days=5)), tick=False):
            link_page(reference="laigao-1", page_number=make.published().pk)
        sweep_on(DUE + timedelta(days=60))

        assert stages_told() == ["late"]
        assert len(told("policy-clock-stopped")) == 1
        assert Clock.objects.get().was_late

    def test_a_page_withdrawn_later_does_not_start_it_again(self):
        clock()
        with time_machine.travel(noon(DUE), tick=False):
            page = make.published()
            link_page(reference="laigao-1", page_number=page.pk)
            sweep_clocks()
            withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="要改")
        sweep_on(DUE + timedelta(days=9))

        assert stages_told() == ["near"]

    def test_follows_the_calendar_when_a_holiday_is_added(self, monkeypatch):
        clock()
        monkeypatch.setattr(
            "mingtang.kernel.calendar.days.HOLIDAYS", frozenset({DUE, DUE - timedelta(days=1)})
        )

        sweep_on(DUE + timedelta(days=1))

        assert Clock.objects.get().due_on == date(2026, 11, 23)
        assert stages_told() == ["near"]

    def test_is_a_few_queries_however_many_clocks_run(self, django_assert_max_num_queries):
        for number in range(30):
            clock(f"laigao-{number}")
        with time_machine.travel(noon(ISSUED), tick=False), django_assert_max_num_queries(14):
            sweep_clocks()


class TestDraftsOfTheCms:
    def test_get_a_clock_of_their_own(self):
        page = policy(title="直接写的政策")

        sweep_on(ISSUED)

        made = Clock.objects.get()
        assert (made.reference, made.title) == (f"page:{page.pk}", "直接写的政策")
        assert (made.issued_on, made.department) == (ISSUED, "明州市公安局")

    def test_also_when_they_became_a_policy_in_a_later_revision(self):
        page = make.draft(kind="news")
        page.kind, page.issued_on = "policy", ISSUED
        page.save_revision(user=make.user_of(editor()), clean=False)

        sweep_on(ISSUED)

        assert Clock.objects.get().page_number == page.pk

    def test_count_from_the_first_save_while_no_date_is_given(self):
        with time_machine.travel(noon(ISSUED), tick=False):
            page = make.draft(kind="news")
            page.kind = "policy"
            page.save_revision(user=make.user_of(editor()), clean=False)

        sweep_on(ISSUED + timedelta(days=1))

        assert Clock.objects.get().issued_on == ISSUED

    def test_take_the_date_of_the_document_when_it_is_known(self):
        page = policy()
        sweep_on(ISSUED)
        page.issued_on = date(2026, 11, 10)
        page.save_revision(user=make.user_of(editor()))

        sweep_on(ISSUED)

        assert Clock.objects.get().due_on == date(2026, 11, 13)

    def test_news_has_no_clock(self):
        make.draft(kind="news")

        sweep_on(ISSUED)

        assert not Clock.objects.exists()

    def test_that_became_public_while_nobody_looked_stand_in_the_ledger(self):
        with time_machine.travel(noon(DUE + timedelta(days=1)), tick=False):
            make.published(policy())
        sweep_on(DUE + timedelta(days=4))

        assert Clock.objects.get().was_late
        assert stages_told() == ["late"]
        assert len(told("policy-clock-stopped")) == 1

    def test_a_published_policy_that_is_being_changed_gets_no_second_one(self):
        with time_machine.travel(noon(DUE), tick=False):
            page = make.published(policy())
            sweep_clocks()
            page.title = "改一改"
            page.save_revision(user=make.user_of(editor()))
        sweep_on(DUE + timedelta(days=30))

        assert Clock.objects.get().published_on == DUE
        assert stages_told() == ["near"]

    def test_history_has_no_clock(self):
        make.publish_as_history(policy())

        sweep_on(ISSUED)

        assert not Clock.objects.exists()

    def test_one_that_is_no_policy_after_all_is_let_go_and_may_come_back(self):
        page = policy()
        sweep_on(ISSUED)
        page.kind = "news"
        page.save_revision(user=make.user_of(editor()))
        sweep_on(ISSUED)
        let_go = Clock.objects.get().stopped_because
        page.kind = "policy"
        page.save_revision(user=make.user_of(editor()))
        sweep_on(ISSUED)

        assert let_go == "不再是政策文件"
        assert Clock.objects.get().stopped_at is None

    def test_one_that_was_deleted_is_let_go(self):
        page = policy()
        sweep_on(ISSUED)
        ArticlePage.objects.get(pk=page.pk).delete()
        sweep_on(ISSUED)

        assert Clock.objects.get().stopped_because == "稿件已删除"
        assert stages_told() == []

    def test_give_way_to_the_clock_of_the_file_they_were_made_from(self):
        page = policy()
        sweep_on(DUE)
        clock()

        link_page(reference="laigao-1", page_number=page.pk)
        link_page(reference="laigao-1", page_number=page.pk)

        assert Clock.objects.get().reference == "laigao-1"
        assert [one["reference"] for one in told("policy-clock-stopped")] == [f"page:{page.pk}"]


class TestStopClock:
    def test_tells_the_reason_once(self):
        clock()

        stop_clock(reference="laigao-1", reason="和另一份重复")
        stop_clock(reference="laigao-1", reason="和另一份重复")

        assert [one["reason"] for one in told("policy-clock-stopped")] == ["和另一份重复"]

    def test_an_unknown_reference_is_refused(self):
        with pytest.raises(ClockNotFound):
            stop_clock(reference="没有", reason="x")

    def test_by_hand_needs_a_final_reviewer_and_a_reason(self):
        clock()

        with pytest.raises(OnlyFinalReviewersStopClocks):
            release_clock(actor=legal_reviewer(), reference="laigao-1", reason="x")
        with pytest.raises(StopReasonMissing):
            release_clock(actor=final_reviewer(), reference="laigao-1", reason=" ")
        release_clock(actor=final_reviewer(), reference="laigao-1", reason="不主动公开")

        assert Clock.objects.get().stopped_because == "不主动公开"


class TestFigures:
    def test_share_counts_public_and_late_ones_and_not_those_let_go(self):
        for reference in ("a", "b", "c"):
            clock(reference)
        stop_clock(reference="a", reason="不主动公开")
        with time_machine.travel(noon(DUE), tick=False):
            link_page(reference="b", page_number=make.published().pk)
            sweep_clocks()

        with time_machine.travel(noon(DUE + timedelta(days=1)), tick=False):
            share = share_since(date(2026, 1, 1))
            late = list(late_clocks())

        assert (share.due, share.late, share.percent_late) == (2, 1, 50)
        assert [one.reference for one in late] == ["c"]

    def test_a_running_clock_tells_where_its_text_stands(self):
        page = policy()
        make.send(page)
        sweep_on(ISSUED)

        with time_machine.travel(noon(ISSUED), tick=False):
            [line] = lines_of_running()

        assert line.stands == "部门初审，等校对"


class TestThresholds:
    def test_only_final_reviewers_set_them_and_running_clocks_follow(self):
        clock()
        with pytest.raises(OnlyFinalReviewersSetThresholds):
            set_thresholds(actor=editor(), days={"own_working_days": 5})
        set_thresholds(actor=final_reviewer(), days={"own_working_days": 5})

        sweep_on(ISSUED)

        assert Clock.objects.get().due_on == date(2026, 11, 23)


def test_confirming_is_on_record_with_name_and_time():
    page = make.published()

    made = confirm_page(actor=editor(), page_number=page.pk)

    assert (made.page_number, made.confirmed_by_name) == (page.pk, "周敏")
