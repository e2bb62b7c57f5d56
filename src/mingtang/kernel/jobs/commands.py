"""What workers and operators write about jobs."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor
from mingtang.kernel.jobs.errors import JobCannotBeCancelled, JobCannotBeRetried, JobNotFound
from mingtang.kernel.jobs.models import SILENT_SECONDS, JobFailure, WorkerHeartbeat
from mingtang.kernel.logs import log, mask

LONGEST_ERROR = 500
_FORGET = sql.queries["delete_old_jobs"]


def keep_failure(*, job_id: int, attempt: int, error: BaseException) -> None:
    """Remember why an attempt failed. Never hides the failure itself behind another one."""
    lines = f"{type(error).__name__}: {error}".strip().splitlines()
    try:
        JobFailure.objects.create(
            job_id=job_id, attempt=attempt, error=mask(lines[0])[:LONGEST_ERROR]
        )
    except DatabaseError:
        log.exception("job_failure_not_kept", job_id=job_id)


@transaction.atomic
def retry_job(*, actor: Actor, job_id: int) -> None:
    """Put a failed job back into its queue."""
    job = _find(job_id)
    if job.status != Status.FAILED.value:
        raise JobCannotBeRetried
    app.job_manager.retry_job_by_id(job_id, retry_at=datetime.now(UTC))
    record(actor, action="jobs.retried", subject=str(job_id), details={"job": job.task_name})


@transaction.atomic
def cancel_job(*, actor: Actor, job_id: int) -> None:
    """Take a waiting job out of its queue."""
    job = _find(job_id)
    if not app.job_manager.cancel_job_by_id(job_id):
        raise JobCannotBeCancelled
    record(actor, action="jobs.cancelled", subject=str(job_id), details={"job": job.task_name})


def beat(*, process_id: UUID, host: str, pid: int, queue_worker_id: int | None) -> None:
    """Say that a worker lives."""
    WorkerHeartbeat.objects.update_or_create(
        process_id=process_id,
        defaults={"beat_at": timezone.now(), "queue_worker_id": queue_worker_id},
        create_defaults={
            "host": host,
            "pid": pid,
            "queue_worker_id": queue_worker_id,
            "beat_at": timezone.now(),
        },
    )


def leave(*, process_id: UUID, queue_worker_id: int | None) -> int:
    """Say goodbye, and hand back what this worker could not finish in time."""
    WorkerHeartbeat.objects.filter(process_id=process_id).delete()
    if queue_worker_id is None:
        return 0
    return _hand_back(Q(worker_id=queue_worker_id), reason="工作进程停止时还没有做完，已重新排队")


def bury(heartbeats: list[WorkerHeartbeat]) -> None:
    """Take workers known to be dead off the list and hand their jobs to the living."""
    for heartbeat in heartbeats:
        if heartbeat.queue_worker_id is not None:
            _hand_back(Q(worker_id=heartbeat.queue_worker_id), reason="工作进程中断，已重新排队")
        heartbeat.delete()


def recover_lost_jobs(*, silent_seconds: float = SILENT_SECONDS) -> int:
    """Hand over the jobs of workers that have fallen silent."""
    since = timezone.now() - timedelta(seconds=silent_seconds)
    WorkerHeartbeat.objects.filter(beat_at__lt=timezone.now() - timedelta(hours=1)).delete()
    lost = Q(worker_id__isnull=True) | Q(worker__last_heartbeat__lt=since)
    return _hand_back(lost, reason="工作进程失去联系，已重新排队")


@transaction.atomic
def forget_finished_jobs(*, before: datetime) -> None:
    """Remove jobs that ended well or were cancelled, and old notes on failures."""
    hours = int((timezone.now() - before).total_seconds() // 3600)
    app.connector.get_sync_connector().execute_query(
        _FORGET, nb_hours=hours, queue=None, statuses=["succeeded", "cancelled"]
    )
    JobFailure.objects.filter(failed_at__lt=before - timedelta(days=90)).delete()


@transaction.atomic
def _hand_back(whose: Q, *, reason: str) -> int:
    """Queue the unfinished jobs again; one that has used up its attempts fails instead."""
    jobs = ProcrastinateJob.objects.select_for_update(skip_locked=True, of=("self",))
    lost = list(jobs.filter(whose, status=Status.DOING.value))
    for job in lost:
        JobFailure.objects.create(job_id=job.id, attempt=job.attempts + 1, error=reason)
        strategy = app.tasks[job.task_name].retry_strategy if job.task_name in app.tasks else None
        allowed = getattr(strategy, "attempts", 1)
        if job.attempts + 1 >= allowed and not job.abort_requested:
            _fail(job.id)
        else:
            app.job_manager.retry_job_by_id(job.id, retry_at=datetime.now(UTC))
        log.warning("job_handed_back", job=job.task_name, job_id=job.id, reason=reason)
    return len(lost)


def _fail(job_id: int) -> None:
    app.connector.get_sync_connector().execute_query(
        "SELECT procrastinate_finish_job_v1(%(job_id)s, 'failed', false)", job_id=job_id
    )


def _find(job_id: int) -> ProcrastinateJob:
    job: ProcrastinateJob | None = ProcrastinateJob.objects.filter(pk=job_id).first()
    if job is None:
        raise JobNotFound
    return job
