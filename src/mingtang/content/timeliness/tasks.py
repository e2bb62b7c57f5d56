"""Background work of timeliness: the sweeps."""

from mingtang.content.timeliness.sweeping import sweep_clocks, sweep_expiries
from mingtang.kernel.jobs.job import job


@job(
    name="content.sweep-clocks",
    title="查政策时效",
    queue="timeliness",
    owner="内容管理",
    every="*/15 * * * *",
    deadline_seconds=600,
)
def look_at_clocks() -> None:
    """Safe to repeat: every stage is told once."""
    sweep_clocks()


@job(
    name="content.sweep-expiries",
    title="查页面失效",
    queue="timeliness",
    owner="内容管理",
    every="*/15 * * * *",
    deadline_seconds=600,
)
def look_at_expiries() -> None:
    """Safe to repeat: every stage is told once."""
    sweep_expiries()
