"""Background work of publishing: files on disk up to date, and what happens at a time."""

from mingtang.content.formats.queries import editions_to_make
from mingtang.content.publishing.formatting import make_waiting_formats
from mingtang.content.publishing.refreshing import refresh_stale
from mingtang.content.publishing.times import mark_expired_policies, publish_due, withdraw_due
from mingtang.content.publishing.watching import refuse_silence
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
    name="content.go-live",
    title="到点发布",
    queue="publishing",
    owner="内容管理",
    deadline_seconds=60,
)
def go_live(page_number: int) -> None:
    """Publish a page whose time has come. What has none, or a later one, stays as it is."""
    publish_due(page_number=page_number)


@job(
    name="content.expire-page",
    title="到点撤下",
    queue="publishing",
    owner="内容管理",
    deadline_seconds=60,
)
def expire_page(page_number: int) -> None:
    withdraw_due(page_number=page_number)


@job(
    name="content.keep-times",
    title="补做到点没做的发布、撤下和失效标记",
    queue="publishing",
    owner="内容管理",
    every="* * * * *",
    deadline_seconds=60,
)
def keep_times() -> None:
    """Pick up what a killed worker missed, and mark policies that are no longer valid."""
    publish_due()
    withdraw_due()
    mark_expired_policies()


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
