"""The worker as a process: what it does, and that killing it loses nothing."""

import json
import time

import pytest
from django.db import connection, transaction

from mingtang.kernel.jobs.models import JobFailure, WorkerHeartbeat
from mingtang.kernel.jobs.queries import JobState, count_jobs_by_state, is_worker_alive, list_jobs
from mingtang.kernel.jobs.tests import tasks
from mingtang.kernel.outbox.commands import announce
from mingtang.kernel.outbox.models import Delivery
from mingtang.kernel.outbox.tests.conftest import neighbour, topology, wait_until
from mingtang.kernel.outbox.tests.factories import question
from mingtang.kernel.trace import tracing

__all__ = ["neighbour", "topology"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


@pytest.fixture
def notebook(tmp_path):
    return tmp_path / "notebook.txt"


def lines(notebook):
    return notebook.read_text(encoding="utf-8").split("\n")[:-1] if notebook.exists() else []


def state_of(job_id):
    (row,) = [row for row in list_jobs(JobState) if row.job_id == job_id]
    return row.state


def test_does_a_job_soon_after_its_transaction(worker, notebook):
    with transaction.atomic():
        tasks.note.later(path=str(notebook), text="办好了")
        time.sleep(0.2)
        assert lines(notebook) == []

    wait_until(lambda: lines(notebook) == ["办好了"])


def test_a_job_of_a_transaction_that_fails_never_was(queue, notebook):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tasks.note.later(path=str(notebook), text="不该有")
        _ = 1 / 0

    assert count_jobs_by_state()[JobState.TODO] == 0


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing(worker, notebook, tmp_path):
    go = tmp_path / "go"
    job_id = tasks.wait_for_file.later(path=str(notebook), until=str(go))
    wait_until(lambda: lines(notebook) == ["began"])

    worker.kill()
    assert state_of(job_id) is JobState.DOING
    worker.start()
    go.touch()

    wait_until(lambda: state_of(job_id) is JobState.SUCCEEDED, seconds=15)
    assert lines(notebook) == ["began", "began", "ended"]
    assert "工作进程中断" in JobFailure.objects.get(job_id=job_id).error


def test_a_worker_told_to_stop_hands_back_what_it_cannot_finish(worker, notebook, tmp_path):
    job_id = tasks.wait_for_file.later(path=str(notebook), until=str(tmp_path / "never"))
    wait_until(lambda: lines(notebook) == ["began"])

    assert worker.stop() == 0

    assert state_of(job_id) is JobState.TODO
    assert not WorkerHeartbeat.objects.exists()


def test_an_idle_worker_stops_and_signs_off(worker):
    assert worker.stop() == 0

    assert not is_worker_alive()


def test_a_failure_is_kept_without_personal_data_and_tried_again(worker, notebook):
    job_id = tasks.fail.later(path=str(notebook))

    wait_until(lambda: state_of(job_id) is JobState.FAILED, seconds=15)

    (row,) = list_jobs()
    assert lines(notebook) == ["tried", "tried"]
    assert row.last_error == "ValueError: 办不成，身份证号 110101********0177"
    assert row.is_red


def test_a_job_runs_under_the_trace_it_was_deferred_with(worker, notebook):
    with tracing("0123456789abcdef"):
        job_id = tasks.only_once.later(path=str(notebook))

    wait_until(lambda: state_of(job_id) is JobState.FAILED)

    assert lines(notebook) == ["trace 0123456789abcdef"]


def test_survives_the_loss_of_its_database_connections(worker, notebook):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    tasks.note.later(path=str(notebook), text="还在")

    wait_until(lambda: lines(notebook) == ["还在"], seconds=20)
    assert worker.process.poll() is None


def test_brings_events_to_the_neighbours(queue, neighbour, worker, tmp_path):
    with transaction.atomic():
        announce(question("worker"))

    wait_until(lambda: neighbour.texts == ["worker"])

    wait_until(lambda: Delivery.objects.get().delivered_at is not None)


def test_writes_json_lines_only(worker, notebook, tmp_path):
    tasks.only_once.later(path=str(notebook))
    wait_until(lambda: lines(notebook))
    worker.stop()

    log = (tmp_path / "worker.log").read_text(encoding="utf-8").splitlines()

    words = [json.loads(line)["event"] for line in log]
    assert words[0] == "worker_started"
    assert "job_failed" in words
    assert words[-1] == "worker_stopped"
