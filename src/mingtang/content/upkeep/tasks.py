"""Background work of upkeep: files on disk up to date, in every format, and watched."""

from mingtang.content.formats.queries import editions_to_make
from mingtang.content.upkeep.formatting import make_waiting_formats
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.content.upkeep.watching import refuse_silence
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


@job(
    name="content.check-watch",
    title="看网页巡查是否在运行",
    queue="housekeeping",
    owner="平台运维",
    every="* * * * *",
    attempts=1,
    deadline_seconds=60,
)
def check_watch() -> None:
    """Fail, in red on the jobs page, while nobody watches the published site."""
    refuse_silence()
