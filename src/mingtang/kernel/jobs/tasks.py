"""The kernel's own housekeeping."""

from datetime import timedelta

from django.utils import timezone

from mingtang.kernel.jobs.commands import forget_finished_jobs
from mingtang.kernel.jobs.job import job
from mingtang.kernel.outbox.letters import forget_delivered

KEEP_MESSAGES_FOR = timedelta(days=30)
KEEP_JOBS_FOR = timedelta(days=7)


@job(
    name="kernel.forget-delivered",
    title="清理已送达的消息",
    queue="housekeeping",
    owner="平台运维",
    every="17 19 * * *",
)
def forget_delivered_messages() -> None:
    forget_delivered(before=timezone.now() - KEEP_MESSAGES_FOR)


@job(
    name="kernel.forget-finished",
    title="清理已完成的任务",
    queue="housekeeping",
    owner="平台运维",
    every="27 19 * * *",
)
def forget_old_jobs() -> None:
    forget_finished_jobs(before=timezone.now() - KEEP_JOBS_FOR)
