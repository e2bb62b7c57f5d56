"""What the jobs page and the metrics say: state, age, attempts, owner, deadline, last error."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from mingtang.kernel.jobs.job import DUE, JOBS
from mingtang.kernel.jobs.models import SILENT_SECONDS, JobFailure, WorkerHeartbeat

WORKER_IS_ALIVE_FOR_SECONDS = 15
#: Rows of one page: an operator reads causes, not thousands of lines.
PAGE = 100


class JobState(StrEnum):
    """States of the queue, in the words the page uses."""

    TODO = "todo"
    DOING = "doing"
    FAILED = "failed"
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"
    ABORTED = "aborted"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    JobState.TODO: "排队",
    JobState.DOING: "在办",
    JobState.FAILED: "失败",
    JobState.SUCCEEDED: "完成",
    JobState.CANCELLED: "取消",
    JobState.ABORTED: "中止",
}
UNFINISHED = (JobState.TODO, JobState.DOING)
TO_LOOK_AT = (*UNFINISHED, JobState.FAILED, JobState.ABORTED)


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """One job as an operator sees it."""

    job_id: int
    name: str
    title: str
    owner: str
    queue: str
    state: JobState
    attempts: int
    attempts_allowed: int
    due_at: datetime | None
    deadline_at: datetime | None
    is_lost: bool
    last_error: str

    @property
    def is_late(self) -> bool:
        late = self.deadline_at is not None and self.deadline_at < timezone.now()
        return late and self.state in UNFINISHED

    @property
    def is_red(self) -> bool:
        return self.is_late or self.is_lost or self.state is JobState.FAILED

    @property
    def age_seconds(self) -> float:
        return (timezone.now() - self.due_at).total_seconds() if self.due_at else 0.0

    @property
    def can_be_retried(self) -> bool:
        return self.state is JobState.FAILED

    @property
    def can_be_cancelled(self) -> bool:
        return self.state is JobState.TODO


def is_worker_alive() -> bool:
    since = timezone.now() - timedelta(seconds=WORKER_IS_ALIVE_FOR_SECONDS)
    return WorkerHeartbeat.objects.filter(beat_at__gt=since).exists()


def workers() -> QuerySet[WorkerHeartbeat]:
    return WorkerHeartbeat.objects.order_by("started_at")


def count_jobs_by_state() -> dict[JobState, int]:
    counted = ProcrastinateJob.objects.values_list("status").annotate(Count("id")).order_by()
    return {**dict.fromkeys(JobState, 0), **{JobState(state): n for state, n in counted}}


def list_jobs(states: Iterable[JobState] = TO_LOOK_AT) -> list[JobRow]:
    """Return the newest jobs in the given states, with everything the page shows."""
    jobs = list(
        ProcrastinateJob.objects.filter(status__in=list(states))
        .select_related("worker")
        .order_by("-id")[:PAGE]
    )
    errors = _last_errors(jobs)
    deferred = _deferred_at([job for job in jobs if DUE not in job.args])
    return [_row(job, errors.get(job.id, ""), deferred.get(job.id)) for job in jobs]


def count_late_jobs() -> int:
    """How many unfinished jobs are past their deadline or have lost their worker."""
    return sum(row.is_late or row.is_lost for row in list_jobs(UNFINISHED))


def _row(job: ProcrastinateJob, last_error: str, deferred_at: datetime | None) -> JobRow:
    known = JOBS.get(job.task_name)
    due = job.args.get(DUE)
    due_at = datetime.fromisoformat(due) if due else job.scheduled_at or deferred_at
    allowed = timedelta(seconds=known.deadline_seconds) if known else None
    return JobRow(
        job_id=job.id,
        name=job.task_name,
        title=known.title if known else job.task_name,
        owner=known.owner if known else "",
        queue=job.queue_name,
        state=JobState(job.status),
        attempts=job.attempts,
        attempts_allowed=known.attempts if known else 1,
        due_at=due_at,
        deadline_at=due_at + allowed if due_at and allowed else None,
        is_lost=job.status == JobState.DOING and _is_silent(job),
        last_error=last_error,
    )


def _is_silent(job: ProcrastinateJob) -> bool:
    since = timezone.now() - timedelta(seconds=SILENT_SECONDS)
    return job.worker is None or job.worker.last_heartbeat < since


def _last_errors(jobs: list[ProcrastinateJob]) -> dict[int, str]:
    failures = JobFailure.objects.filter(job_id__in=[job.id for job in jobs]).order_by("id")
    return dict(failures.values_list("job_id", "error"))


def _deferred_at(jobs: list[ProcrastinateJob]) -> dict[int, datetime]:
    """When jobs that do not carry it themselves (periodic ones) were put into the queue."""
    events = ProcrastinateEvent.objects.filter(job_id__in=[job.id for job in jobs])
    return dict(events.filter(type__startswith="deferred").values_list("job_id", "at"))
