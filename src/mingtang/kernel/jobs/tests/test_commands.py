from datetime import timedelta

import pytest

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.jobs import commands
from mingtang.kernel.jobs.errors import JobCannotBeCancelled, JobCannotBeRetried, JobNotFound
from mingtang.kernel.jobs.models import JobFailure
from mingtang.kernel.jobs.queries import JobState, list_jobs
from mingtang.kernel.jobs.retrying import Backoff
from mingtang.kernel.jobs.tests.factories import make_job, make_queue_worker
from mingtang.kernel.outbox.tests.factories import operator

pytestmark = pytest.mark.django_db


def state_of(job_id):
    (row,) = [row for row in list_jobs(JobState) if row.job_id == job_id]
    return row.state


class TestRetryJob:
    def test_puts_a_failed_job_back_and_says_who_did(self):
        job_id = make_job(state="failed", attempts=5)
        actor = operator()

        commands.retry_job(actor=actor, job_id=job_id)

        assert state_of(job_id) is JobState.TODO
        assert AuditEntry.objects.get().actor_id == actor.id

    @pytest.mark.parametrize("state", ["todo", "succeeded", "cancelled"])
    def test_refuses_a_job_that_has_not_failed(self, state):
        with pytest.raises(JobCannotBeRetried):
            commands.retry_job(actor=operator(), job_id=make_job(state=state))

    def test_refuses_a_job_that_is_not_there(self):
        with pytest.raises(JobNotFound):
            commands.retry_job(actor=operator(), job_id=999)


class TestCancelJob:
    def test_takes_a_waiting_job_out(self):
        job_id = make_job()

        commands.cancel_job(actor=operator(), job_id=job_id)

        assert state_of(job_id) is JobState.CANCELLED

    @pytest.mark.parametrize("state", ["doing", "succeeded", "failed"])
    def test_refuses_a_job_that_no_longer_waits(self, state):
        with pytest.raises(JobCannotBeCancelled):
            commands.cancel_job(actor=operator(), job_id=make_job(state=state))


class TestRecoverLostJobs:
    def test_queues_the_job_of_a_silent_worker_again(self):
        silent = make_queue_worker(silent_for=timedelta(minutes=1))
        job_id = make_job(state="doing", worker_id=silent)

        assert commands.recover_lost_jobs() == 1

        (row,) = list_jobs()
        assert (row.state, row.attempts) == (JobState.TODO, 1)
        assert JobFailure.objects.get().job_id == job_id

    def test_leaves_the_job_of_a_living_worker_alone(self):
        job_id = make_job(state="doing", worker_id=make_queue_worker())

        assert commands.recover_lost_jobs() == 0

        assert state_of(job_id) is JobState.DOING

    def test_a_job_that_kills_every_worker_ends_as_failed(self):
        job_id = make_job(state="doing", attempts=4)

        commands.recover_lost_jobs()

        assert state_of(job_id) is JobState.FAILED


class TestForgetFinishedJobs:
    def test_keeps_failures_for_people_to_see(self):
        make_job(state="failed")
        commands.forget_finished_jobs(before=commands.timezone.now() - timedelta(days=7))

        assert len(list_jobs()) == 1


def test_the_wait_between_attempts_doubles_and_ends():
    class Queued:
        attempts = 0

    decision = Backoff(3).get_retry_decision(exception=ValueError(), job=Queued())
    assert decision is not None

    Queued.attempts = 2
    assert Backoff(3).get_retry_decision(exception=ValueError(), job=Queued()) is None
