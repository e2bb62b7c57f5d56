"""Regular work of evaluating: count visits, look for better columns, tell the gateway what has moved."""

from mingtang.content.evaluating.commands.proposals import find_proposals
from mingtang.content.evaluating.commands.visits import read_visits
from mingtang.content.evaluating.redirecting import write_moved_addresses
from mingtang.kernel.jobs.job import job
from mingtang.kernel.logs import log
from mingtang.kernel.settings import home

__all__ = ["count_visits", "look_for_better_columns", "write_moved_addresses"]


@job(
    name="content.read-visits",
    title="统计网页访问量",
    queue="evaluating",
    owner="内容管理",
    deadline_seconds=600,
    every="*/5 * * * *",
)
def count_visits() -> None:
    """Safe to repeat: it goes on where the last reading stopped."""
    size = read_visits(home() / "logs" / "access.jsonl")
    log.info("visits_read", bytes=size)


@job(
    name="content.find-column-proposals",
    title="分析栏目，提出合并、拆分和移动",
    queue="evaluating",
    owner="内容管理",
    deadline_seconds=1800,
    every="10 19 * * *",
)
def look_for_better_columns() -> None:
    """Safe to repeat: the same proposal is not made twice."""
    log.info("column_proposals_found", count=len(find_proposals()))
