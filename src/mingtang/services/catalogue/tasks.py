"""What the catalogue does by the clock."""

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.jobs.job import job
from mingtang.services.catalogue.commands import bring_guides_into_force


@job(
    name="services.guides-into-force",
    title="让到期生效的办事指南开始执行",
    queue="catalogue",
    owner="政务服务和数据管理局",
    every="1 16 * * *",  # one minute past midnight in Shanghai
)
def bring_due_guides_into_force() -> None:
    bring_guides_into_force(actor=THE_PLATFORM)
