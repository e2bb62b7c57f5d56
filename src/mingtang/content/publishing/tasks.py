"""Background work of publishing: bring the files on disk up to date."""

from mingtang.content.formats.queries import editions_to_make
from mingtang.content.publishing.formatting import make_waiting_formats
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
    if editions_to_make().exists():
        make_formats.later()


@job(
    name="content.make-formats",
    title="把发布的文章做成各种格式",
    queue="publishing",
    owner="内容管理",
    attempts=3,
    deadline_seconds=300,
)
def make_formats() -> None:
    """Safe to repeat: it makes what is ordered and not made yet, a few pages at a time."""
    if make_waiting_formats(then=lambda: refresh_site.later()):
        make_formats.later()
