"""Housekeeping of what is known about people."""

from mingtang.accounts.people.commands.forgetting import forget_old_disclosures
from mingtang.kernel.jobs.job import job


@job(
    name="accounts.forget-disclosures",
    title="清理超过三年的资料提供记录",
    queue="housekeeping",
    owner="用户中心",
    every="37 18 * * *",
)
def forget_disclosures() -> None:
    """Safe to repeat."""
    forget_old_disclosures()
