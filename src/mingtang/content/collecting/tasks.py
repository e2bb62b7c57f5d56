"""Background work of collecting: every ten minutes the sources that are due, and one when asked for."""

from mingtang.content.collecting.asking import collect_source
from mingtang.content.collecting.running import run_due_sources
from mingtang.kernel.jobs.job import job

__all__ = ["collect", "collect_source"]


@job(
    name="content.collect",
    title="到各采集来源看有没有新文件",
    queue="collecting",
    owner="内容管理",
    attempts=1,
    deadline_seconds=900,
    every="*/10 * * * *",
)
def collect() -> None:
    """Safe to repeat: a source is held by one run at a time, an item is taken in once."""
    run_due_sources()
