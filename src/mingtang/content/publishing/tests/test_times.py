from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from mingtang.content.contract.events import PageWithdrawn
from mingtang.content.pages.shown import shown
from mingtang.content.publishing.commands import cancel_schedule, publish_page
from mingtang.content.publishing.errors import (
    AlreadyOver,
    NotCleared,
    NothingScheduled,
    NotYet,
    OnlyFinalReviewersPublish,
)
from mingtang.content.publishing.models import Publication, Schedule
from mingtang.content.publishing.tasks import expire_page, go_live, keep_times
from mingtang.content.reviewing.commands import void_decisions
from mingtang.content.site.disk import site_folder
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db

PAGE = "tongzhi/juzhuzheng/index.html"
NINE = datetime.fromisoformat("2026-11-26T09:00:00+08:00")
BEFORE = NINE - timedelta(hours=15)
POLICY = {"kind": "policy", "issuer": "明州市公安局", "issued_on": "2026-01-05", "validity": "有效"}


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


def scheduled(**fields):
    return make.published(make.draft(go_live_at=NINE, **fields))


def is_public(page):
    return Publication.objects.filter(pk=page.pk).exists()


def jobs_of(job):
    return ProcrastinateJob.objects.filter(task_name=job.name, scheduled_at__isnull=False)


class TestScheduledPublishing:
    def test_waits_for_its_time_after_three_approvals(self, clock):
        page = scheduled()

        assert not is_public(page)
        schedule = Schedule.objects.get(pk=page.pk)
        assert (schedule.go_live_at, schedule.approved_by) == (NINE, "梁志远")
        assert jobs_of(go_live).get().scheduled_at == NINE

    def test_goes_live_at_its_time(self, clock):
        page = scheduled()
        clock.move_to(NINE)

        go_live(page_number=page.pk)
        refresh_stale()

        assert Publication.objects.get(pk=page.pk).published_at == NINE
        assert (site_folder() / PAGE).exists()
        assert not Schedule.objects.exists()

    def test_does_not_go_live_a_second_early(self, clock):
        page = scheduled()
        clock.move_to(NINE - timedelta(seconds=1))

        go_live(page_number=page.pk)
        keep_times()

        assert not is_public(page)

    def test_is_picked_up_by_the_sweep_when_its_worker_was_killed(self, clock):
        page = scheduled()
        clock.move_to(NINE + timedelta(seconds=30))

        keep_times()

        assert is_public(page)

    def test_is_done_once_by_the_job_and_the_sweep_together(self, clock):
        page = scheduled()
        clock.move_to(NINE)

        keep_times()
        go_live(page_number=page.pk)

        assert OutgoingMessage.objects.filter(topic="content.page-published.v1").count() == 1

    def test_shows_its_time_to_the_reviewers(self, clock):
        page = make.draft(go_live_at=NINE)

        rows = dict(shown(page.get_latest_revision().as_object()).rows)

        assert "2026-11-26 09:00" in rows.values()

    def test_another_time_is_another_text(self, clock):
        page = make.draft(go_live_at=NINE)
        make.send(page)
        make.approve(page, make.reviewers()[0])
        page.go_live_at = NINE - timedelta(hours=1)
        page.save_revision(user=make.user_of(editor()))

        make.approve(page, make.reviewers()[1])

        page.refresh_from_db()
        assert page.current_workflow_task.level == 1

    def test_is_not_published_before_by_the_command(self, clock):
        page = scheduled()
        revision = page.get_latest_revision()

        with pytest.raises(NotYet):
            publish_page(actor=final_reviewer(), page_number=page.pk, revision_number=revision.pk)

    def test_cannot_publish_what_is_no_longer_cleared(self, clock):
        page = scheduled()
        void_decisions(actor=THE_PLATFORM, page_number=page.pk)
        clock.move_to(NINE)

        go_live(page_number=page.pk)

        assert not is_public(page)
        assert Schedule.objects.get(pk=page.pk).problem == NotCleared.message

    def test_cannot_publish_a_text_somebody_slipped_in(self, clock):
        page = make.draft()
        Schedule.objects.create(
            page_id=page.pk,
            revision=page.get_latest_revision(),
            digest="0" * 64,
            title=page.title,
            go_live_at=BEFORE,
            approved_by="?",
        )

        keep_times()

        assert not is_public(page)

    def test_wagtails_own_command_does_nothing(self, clock):
        page = scheduled(expire_at=NINE + timedelta(days=1))
        clock.move_to(NINE)
        call_command("publish_scheduled")
        assert not is_public(page)
        keep_times()
        clock.move_to(NINE + timedelta(days=2))

        call_command("publish_scheduled")

        page.refresh_from_db()
        assert page.live

    def test_can_be_cancelled_with_a_reason_and_needs_new_approvals(self, clock):
        page = scheduled()
        with pytest.raises(OnlyFinalReviewersPublish):
            cancel_schedule(actor=editor(), page_number=page.pk, reason="改期")

        cancel_schedule(actor=final_reviewer(), page_number=page.pk, reason="改期")

        clock.move_to(NINE)
        keep_times()
        assert not is_public(page)
        with pytest.raises(NothingScheduled):
            cancel_schedule(actor=final_reviewer(), page_number=page.pk, reason="改期")

    def test_a_change_of_a_public_page_can_wait_as_well(self, clock):
        page = make.published()
        page.title, page.go_live_at = "新的标题", NINE
        page.save_revision(user=make.user_of(editor()))
        make.published(page)
        assert Publication.objects.get(pk=page.pk).title == "关于居住证签注的通知"
        clock.move_to(NINE)

        keep_times()

        assert Publication.objects.get(pk=page.pk).title == "新的标题"


class TestScheduledExpiry:
    def test_takes_the_page_off_at_its_time(self, clock):
        page = make.published(make.draft(expire_at=NINE))
        refresh_stale()
        assert jobs_of(expire_page).get().scheduled_at == NINE
        clock.move_to(NINE)

        expire_page(page_number=page.pk)
        refresh_stale()

        assert not is_public(page)
        assert not (site_folder() / PAGE).exists()
        assert OutgoingMessage.objects.filter(topic=PageWithdrawn.topic).exists()

    def test_is_picked_up_by_the_sweep_but_not_early(self, clock):
        page = make.published(make.draft(expire_at=NINE))
        keep_times()
        assert is_public(page)
        clock.move_to(NINE + timedelta(minutes=3))

        keep_times()

        assert not is_public(page)

    def test_that_has_passed_already_is_refused(self, clock):
        page = make.draft(expire_at=BEFORE)
        make.send(page)

        with pytest.raises(AlreadyOver):
            make.approve(page, *make.reviewers())


class TestPoliciesPastTheirLastDay:
    def test_are_marked_at_midnight_and_stay(self, clock):
        page = make.published(make.draft(**POLICY, expires_on="2026-11-25"))
        refresh_stale()
        assert "已失效" not in (site_folder() / PAGE).read_text()
        clock.move_to(datetime.fromisoformat("2026-11-26T00:00:00+08:00"))

        keep_times()
        refresh_stale()

        assert Publication.objects.get(pk=page.pk).validity == "已失效"
        assert "已失效" in (site_folder() / PAGE).read_text()
        assert "已失效" in (site_folder() / "tongzhi/index.html").read_text()
        news = OutgoingMessage.objects.filter(topic="content.page-published.v1").last()
        assert news.payload["data"]["validity"] == "已失效"

    def test_are_marked_once(self, clock):
        make.published(make.draft(**POLICY, expires_on="2026-11-24"))
        before = OutgoingMessage.objects.count()

        keep_times()

        assert OutgoingMessage.objects.count() == before
        assert Publication.objects.get(kind="policy").validity == "已失效"

    def test_that_were_repealed_keep_saying_so(self, clock):
        make.published(make.draft(**{**POLICY, "validity": "已废止"}, expires_on="2026-11-24"))

        keep_times()

        assert Publication.objects.get(kind="policy").validity == "已废止"
