"""The job that tells the gateway where old addresses lead now; named here because commands leave it behind."""

from mingtang.content.evaluating.queries.proposals import moved_addresses
from mingtang.content.site.redirects import write_redirects
from mingtang.kernel.jobs.job import job
from mingtang.kernel.logs import log


@job(
    name="content.write-moved-addresses",
    title="把旧地址的去向告诉网关",
    queue="publishing",
    owner="内容管理",
    deadline_seconds=60,
    every="*/10 * * * *",
)
def write_moved_addresses() -> None:
    """Safe to repeat: it writes what is true now, and nothing when that is written already."""
    moved = moved_addresses()
    if write_redirects(moved):
        log.info("moved_addresses_written", count=len(moved))
