from datetime import date, datetime

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from mingtang.content.checking.queries import findings_in
from mingtang.content.collecting.models import Item, Outcome, Source
from mingtang.content.collecting.running import run_due_sources
from mingtang.content.demo.building import keep_departments
from mingtang.content.demo.desk import content_of, load_desk
from mingtang.content.demo.papers import Line, pdf_of
from mingtang.content.demo.reading import read_yaml
from mingtang.content.demo.tests.city import MINGZHOU
from mingtang.content.finding.folders import watched_root
from mingtang.content.intake.models import Submission
from mingtang.content.pages.models import ArticlePage
from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.queries import waiting_for
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import department_reviewer
from mingtang.content.timeliness.models import Clock
from mingtang.content.timeliness.queries import late_clocks

A_WEDNESDAY = "2026-11-25T10:00+08:00"
FOUND_BY_THE_READER = ("title", "doc_number", "issuing_authority", "scope", "procedure")
ALSO_FOUND = ("materials", "subsidy", "contact", "effective_date", "validity")

pytestmark = pytest.mark.skipif(not MINGZHOU.is_dir(), reason="this copy has no demo city")


@pytest.fixture
def freeze():
    """Let it be a certain moment, and later another."""
    with time_machine.travel(A_WEDNESDAY, tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment))


@pytest.fixture
def city(tmp_path, monkeypatch, settings, freeze):
    """Mingzhou's departments and one of its columns; what else it has does not matter here."""
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path / "home"))
    settings.INTAKE_ROOT, settings.MEDIA_ROOT = tmp_path / "intake", tmp_path / "media"
    keep_departments(read_yaml(MINGZHOU / "departments.yaml"))
    make.column()
    return MINGZHOU


def files_laid() -> dict[str, int]:
    return {
        str(file): file.stat().st_mtime_ns for file in watched_root().rglob("*") if file.is_file()
    }


@pytest.mark.django_db
class TestTheFolder:
    def test_is_a_source_of_its_department_with_four_files_and_not_read_by_the_loader(self, city):
        load_desk(city)

        source = Source.objects.get()
        assert (source.name, source.department.code) == ("市政府办公室收文夹", "zhengfuban")
        assert sorted(name.rpartition(".")[2] for name in files_laid()) == [
            *("docx", "html", "pdf", "txt"),
        ]
        assert not Submission.objects.exists()
        job = ProcrastinateJob.objects.get(task_name="content.collect-source")
        assert job.args["source_id"] == source.pk

    def test_is_laid_once_whatever_the_day(self, city, freeze):
        assert load_desk(city) == 5
        laid = files_laid()
        freeze("2027-02-03T08:00+08:00")

        assert load_desk(city) == 0

        assert files_laid() == laid
        assert Source.objects.count() == 1
        assert ProcrastinateJob.objects.filter(task_name="content.collect-source").count() == 1

    def test_is_left_as_editors_have_arranged_it(self, city):
        load_desk(city)
        Source.objects.update(name="收文", is_paused=True)
        for name in files_laid():
            (watched_root() / name).unlink()

        load_desk(city)

        assert Source.objects.get().is_paused
        assert files_laid() == {}

    def test_files_that_lie_there_already_are_not_written_anew(self, city):
        load_desk(city)
        laid = files_laid()
        Source.objects.all().delete()

        load_desk(city)

        assert files_laid() == laid
        assert Source.objects.count() == 1

    def test_is_not_needed(self, city, tmp_path):
        assert load_desk(tmp_path) == 0


@pytest.mark.django_db(transaction=True)
class TestWhatCameIn:
    def test_is_taken_in_by_the_first_run_and_one_is_late_already(self, city):
        load_desk(city)

        assert run_due_sources() == 1

        assert set(Item.objects.values_list("outcome", flat=True)) == {Outcome.TAKEN}
        for submission in Submission.objects.all():
            found = set(submission.found.values_list("field", flat=True))
            assert {*FOUND_BY_THE_READER, *ALSO_FOUND} - found == set(), submission.title
        clocks = {clock.department: clock for clock in Clock.objects.all()}
        assert clocks["明州市工业和信息化局"].issued_on == date(2026, 11, 23)
        assert clocks["明州市商务局"].due_on == date(2026, 11, 25)
        assert len(clocks) == 4
        (late,) = late_clocks()
        assert (late.department, late.issued_on) == ("明州市农业农村局", date(2026, 11, 12))


@pytest.mark.django_db
class TestTheDraft:
    def test_waits_at_the_first_level_signed_by_nobody(self, city):
        load_desk(city)

        draft = ArticlePage.objects.get()
        (waiting,) = waiting_for(department_reviewer())
        assert waiting.title == "关于市民中心东门临时改道的通知"
        assert not draft.live
        assert not Publication.objects.filter(pk=draft.pk).exists()
        assert draft.owner.first_name == "周敏"

    def test_has_nothing_that_would_keep_it_from_being_public(self, city):
        load_desk(city)

        draft = ArticlePage.objects.get().get_latest_revision().as_object()
        draft.full_clean()
        assert list(findings_in(draft)) == []

    def test_is_sent_once_and_stays_what_its_editor_makes_of_it(self, city, freeze):
        load_desk(city)
        ArticlePage.objects.get().current_workflow_state.cancel()
        freeze("2027-02-03T08:00+08:00")

        load_desk(city)

        assert ArticlePage.objects.get().current_workflow_state is None


class TestPapers:
    def test_are_the_same_file_on_the_same_day(self):
        day = date(2026, 11, 25)
        for given in read_yaml(MINGZHOU / "incoming/folder.yaml")["files"]:
            source, name = MINGZHOU / "incoming" / given["file"], given["name"]
            first = content_of(source, name=name, day=day)
            assert first == content_of(source, name=name, day=day)
            assert first != content_of(source, name=name, day=date(2026, 12, 25))
            assert b"{D" not in first
            assert b"{W" not in first

    def test_go_on_to_the_next_page(self):
        content = pdf_of([Line(words="条" * 28 * 50)])

        assert content.count(b"/Type/Page/") == 3
