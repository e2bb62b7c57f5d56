"""The job behind 立即采集: one source, now, whatever its time is."""

from mingtang.content.collecting.running import run_source
from mingtang.kernel.jobs.job import job


@job(
    name="content.collect-source",
    title="立即采集一个来源",
    queue="collecting",
    owner="内容管理",
    attempts=1,
    deadline_seconds=600,
)
def collect_source(source_id: int) -> None:
    """Safe to repeat: a source is held by one run at a time."""
    run_source(source_id, is_asked_for=True)
