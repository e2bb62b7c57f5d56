"""The job that looks for better columns; named here because a button in the CMS leaves it behind as well."""

from mingtang.content.evaluating.commands.proposals import find_proposals
from mingtang.kernel.jobs.job import job
from mingtang.kernel.logs import log


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
