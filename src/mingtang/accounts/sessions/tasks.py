"""Housekeeping of sessions and of failed tries."""

from mingtang.accounts.sessions.commands.counting import forget_old_tries
from mingtang.accounts.sessions.commands.ending import forget_old_sessions
from mingtang.kernel.jobs.job import job


@job(
    name="accounts.forget-tries",
    title="清理过期的登录失败计数",
    queue="housekeeping",
    owner="用户中心",
    every="7 * * * *",
)
def forget_tries() -> None:
    """Safe to repeat."""
    forget_old_tries()


@job(
    name="accounts.forget-sessions",
    title="清理半年前的登录记录",
    queue="housekeeping",
    owner="用户中心",
    every="47 18 * * *",
)
def forget_sessions() -> None:
    """Safe to repeat."""
    forget_old_sessions()
