"""What forms do by the clock."""

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.jobs.job import job
from mingtang.services.forms.commands import forget_old_drafts


@job(
    name="services.forget-drafts",
    title="删除三十天没人接着填的草稿",
    queue="housekeeping",
    owner="政务服务和数据管理局",
    every="40 18 * * *",
)
def forget_drafts() -> None:
    forget_old_drafts(actor=THE_PLATFORM)
