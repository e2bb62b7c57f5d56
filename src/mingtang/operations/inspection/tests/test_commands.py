"""The own site is inspected by a job; findings become tasks and close when they are found no more."""

import pytest
from django.utils import timezone

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.operations.inspection import tasks
from mingtang.operations.inspection.commands import (
    begin_inspection,
    carry_out_inspection,
    keep_report,
    resume_inspection,
    stop_inspection,
)
from mingtang.operations.inspection.errors import (
    InspectionIsNotRunning,
    InspectionIsRunning,
    NothingToGoOnWith,
    OnlyTheCentreInspects,
)
from mingtang.operations.inspection.models import SILENT, Inspection, InspectionState
from mingtang.operations.inspection.tests.factories import finding, report
from mingtang.operations.survey.tests.town import Town
from mingtang.operations.tasks.models import Task, TaskState
from mingtang.operations.tests.people import editor, operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings, tmp_path):
    settings.INSPECTED_FOLDER = str(tmp_path / "site")
    settings.INSPECTION_CHECKS_OUTSIDE = False
    town = Town()
    town.add_column("minyi", "民意直通", "咨询投诉", "还没有内容。")
    return town.write(tmp_path / "site")


def kept(*findings, **more) -> Inspection:
    inspection = begin_inspection(actor=operator())
    keep_report(actor=THE_PLATFORM, number=inspection.pk, report=report(*findings, **more))
    return Inspection.objects.get(pk=inspection.pk)


def open_tasks() -> set[str]:
    return set(Task.objects.exclude(state=TaskState.DONE).values_list("subject", flat=True))


class TestBegin:
    def test_one_at_a_time(self):
        begin_inspection(actor=operator())

        with pytest.raises(InspectionIsRunning):
            begin_inspection(actor=operator())

    def test_one_that_fell_silent_does_not_stand_in_the_way(self):
        begin_inspection(actor=operator())
        Inspection.objects.update(heard_of_at=timezone.now() - 2 * SILENT)

        begin_inspection(actor=operator())

        assert Inspection.objects.count() == 2

    def test_is_for_the_centre_only(self):
        with pytest.raises(OnlyTheCentreInspects):
            begin_inspection(actor=editor())

    def test_happens_every_day_and_waits_for_one_that_runs(self):
        tasks.inspect_daily()
        tasks.inspect_daily()

        assert Inspection.objects.get().asked_by == "平台"


class TestCarryOut:
    def test_inspects_the_folder_and_opens_tasks(self, site):
        number = begin_inspection(actor=operator()).pk

        tasks.inspect_site(number=number)

        done = Inspection.objects.get(pk=number)
        assert done.state == InspectionState.DONE
        assert done.pages > 10
        blank = Task.objects.get(subject="column-blank | /minyi/")
        assert blank.evidence[0]["address"] == "/minyi/"

    def test_done_twice_changes_nothing(self, site):
        number = begin_inspection(actor=operator()).pk
        tasks.inspect_site(number=number)
        ended_at = Inspection.objects.get(pk=number).ended_at

        tasks.inspect_site(number=number)

        assert Inspection.objects.get(pk=number).ended_at == ended_at

    def test_without_a_site_says_so(self, settings, tmp_path):
        settings.INSPECTED_FOLDER = str(tmp_path)
        number = begin_inspection(actor=operator()).pk

        carry_out_inspection(actor=THE_PLATFORM, number=number)

        failed = Inspection.objects.get(pk=number)
        assert failed.state == InspectionState.FAILED
        assert "首页" in failed.trouble

    def test_stopped_half_way_goes_on_later(self, site):
        number = begin_inspection(actor=operator()).pk
        stop_inspection(actor=operator(), number=number)
        carry_out_inspection(actor=THE_PLATFORM, number=number)
        assert Inspection.objects.get(pk=number).state == InspectionState.STOPPED

        again = resume_inspection(actor=operator())
        carry_out_inspection(actor=THE_PLATFORM, number=again.pk)

        assert Inspection.objects.get(pk=again.pk).state == InspectionState.DONE

    def test_there_is_nothing_to_resume_or_stop_after_the_end(self):
        done = kept()

        with pytest.raises(NothingToGoOnWith):
            resume_inspection(actor=operator())
        with pytest.raises(InspectionIsNotRunning):
            stop_inspection(actor=operator(), number=done.pk)


class TestFollowUp:
    def test_a_task_closes_when_its_finding_is_gone_and_comes_back_with_it(self):
        kept(finding(1), finding(2))
        kept(finding(2))
        assert open_tasks() == {"link-dead | /2/ | /x/"}

        kept(finding(1), finding(2))

        assert len(open_tasks()) == 2
        assert Task.objects.get(subject="link-dead | /1/ | /x/").times_reopened == 1

    def test_half_an_inspection_closes_nothing(self):
        kept(finding(1))

        stopped = kept(is_complete=False)

        assert stopped.state == InspectionState.STOPPED
        assert len(open_tasks()) == 1

    def test_a_link_nobody_could_ask_about_stays_open(self):
        link = "https://a.gov.cn/"
        kept(finding(1, target=link))

        kept(unverified=frozenset({link}))

        assert len(open_tasks()) == 1

    def test_hints_are_no_tasks(self):
        kept(finding(1, rule="column-near"))

        assert open_tasks() == set()

    def test_a_flood_of_one_kind_is_one_task(self):
        kept(*(finding(number) for number in range(150)))

        assert open_tasks() == {"link-dead"}
