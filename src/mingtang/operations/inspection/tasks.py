"""What inspection does by the clock, and in the background."""

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.jobs.job import job
from mingtang.operations.inspection.commands import (
    CARRY_OUT,
    begin_inspection,
    carry_out_inspection,
)
from mingtang.operations.inspection.errors import InspectionIsRunning

OWNER = "运营中心"


@job(
    name=CARRY_OUT,
    title="巡检本网站",
    queue="inspection",
    owner=OWNER,
    attempts=3,
    deadline_seconds=7200,
)
def inspect_site(number: int) -> None:
    carry_out_inspection(actor=THE_PLATFORM, number=number)


@job(
    name="operations.daily-inspection",
    title="每天巡检一次本网站",
    queue="inspection",
    owner=OWNER,
    every="10 18 * * *",  # ten past two at night in Shanghai
)
def inspect_daily() -> None:
    try:
        begin_inspection(actor=THE_PLATFORM)
    except InspectionIsRunning:
        return
