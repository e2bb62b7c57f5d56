"""Background work of publishing: bring the files on disk up to date."""

from mingtang.content.publishing.refreshing import refresh_stale
from mingtang.kernel.jobs.job import job


@job(
    name="content.refresh-site",
    title="把发布的内容写成网页",
    queue="publishing",
    owner="内容管理",
    deadline_seconds=60,
)
def refresh_site() -> None:
    """Safe to repeat: it renders what is noted as stale, as it is now."""
    refresh_stale()
