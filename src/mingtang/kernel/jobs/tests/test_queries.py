from datetime import UTC, datetime, timedelta

import pytest

from mingtang.kernel.jobs.queries import JobState, count_jobs_by_state, count_late_jobs, list_jobs
from mingtang.kernel.jobs.templatetags.kernel_jobs import duration
from mingtang.kernel.jobs.tests import tasks
from mingtang.kernel.jobs.tests.factories import make_job, make_queue_worker

pytestmark = pytest.mark.django_db


def test_a_row_says_what_an_operator_needs():
    make_job("test.wait", attempts=2, overdue=timedelta(minutes=1))

    (row,) = list_jobs()

    assert (row.title, row.owner, row.attempts, row.attempts_allowed) == (
        "等一个文件",
        "内核测试",
        2,
        5,
    )
    assert row.age_seconds >= 60
    assert row.can_be_cancelled
    assert not row.is_red


def test_a_job_past_its_deadline_is_red():
    make_job("test.note", overdue=timedelta(minutes=2))

    (row,) = list_jobs()

    assert row.is_late
    assert row.is_red
    assert count_late_jobs() == 1


def test_a_job_that_ended_in_time_is_never_late():
    make_job("test.note", state="succeeded", overdue=timedelta(days=2))

    (row,) = list_jobs([JobState.SUCCEEDED])

    assert not row.is_red


def test_a_job_whose_worker_is_silent_is_lost():
    make_job(state="doing", worker_id=make_queue_worker(silent_for=timedelta(minutes=1)))
    make_job(state="doing", worker_id=make_queue_worker())

    assert [row.is_lost for row in list_jobs()] == [False, True]


def test_counts_every_state():
    make_job()
    make_job(state="failed")

    counts = count_jobs_by_state()

    assert (counts[JobState.TODO], counts[JobState.FAILED], counts[JobState.DOING]) == (1, 1, 0)


def test_the_list_costs_the_same_for_many_jobs(django_assert_num_queries):
    for _ in range(20):
        make_job()

    with django_assert_num_queries(2):
        list_jobs()


class TestDeferring:
    def test_later_falls_due_now(self):
        tasks.note.later(path="/dev/null", text="")

        (row,) = list_jobs()

        assert row.age_seconds < 5

    def test_at_waits_for_its_moment_and_is_not_late_before(self):
        moment = datetime.now(UTC) + timedelta(days=1)

        tasks.note.at(moment, path="/dev/null", text="")

        (row,) = list_jobs()
        assert row.due_at == moment
        assert not row.is_late

    def test_arguments_are_given_by_name(self):
        with pytest.raises(TypeError, match=r"test\.note"):
            tasks.note.later("/dev/null", "")

    def test_a_job_can_be_called_as_the_function_it_is(self, tmp_path):
        tasks.note(path=str(tmp_path / "n"), text="直接")

        assert (tmp_path / "n").read_text(encoding="utf-8") == "直接\n"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "刚刚"), (59, "59 秒"), (3700, "1 小时"), (200000, "2 天"), (-90, "还有 1 分")],
)
def test_a_span_is_said_in_its_largest_unit(seconds, words):
    assert duration(seconds) == words
