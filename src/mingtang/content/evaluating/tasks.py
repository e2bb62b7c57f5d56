"""Background work of evaluating: count visits, find better columns and arrange them, tell the gateway."""

from mingtang.content.evaluating.commands.ordering import ARRANGE, fulfil_order
from mingtang.content.evaluating.commands.visits import read_visits
from mingtang.content.evaluating.looking import look_for_better_columns
from mingtang.content.evaluating.redirecting import write_moved_addresses
from mingtang.kernel.jobs.job import job
from mingtang.kernel.logs import log
from mingtang.kernel.settings import home

__all__ = ["arrange_columns", "count_visits", "look_for_better_columns", "write_moved_addresses"]


@job(
    name="content.read-visits",
    title="统计网页访问量",
    queue="evaluating",
    owner="内容管理",
    deadline_seconds=600,
    every="*/5 * * * *",
)
def count_visits() -> None:
    """Safe to repeat: it goes on where the last reading stopped."""
    size = read_visits(home() / "logs" / "access.jsonl")
    log.info("visits_read", bytes=size)


@job(
    name=ARRANGE,
    title="执行或撤销栏目调整",
    queue="evaluating",
    owner="内容管理",
    deadline_seconds=900,
)
def arrange_columns(proposal_number: int) -> None:
    """Safe to repeat: the order goes in the transaction that fulfils it."""
    fulfil_order(proposal_number=proposal_number)
