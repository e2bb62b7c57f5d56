"""Background work of reviewing: reminders, and the nightly comparison with the audit trail."""

from mingtang.content.reviewing.evidence import faults_in_the_record
from mingtang.content.reviewing.reminding import remind_reviewers
from mingtang.kernel.jobs.job import job

FAULTS_TOLD = 20


class ActsDoNotHold(Exception):  # noqa: N818  what the jobs page says in red
    """What the table says was signed is not what the audit trail says."""


@job(
    name="content.remind-reviewers",
    title="催办审核",
    queue="reviewing",
    owner="内容管理",
    every="*/10 * * * *",
    deadline_seconds=300,
)
def remind() -> None:
    """Safe to repeat: every stage is told once."""
    remind_reviewers()


@job(
    name="content.verify-reviews",
    title="核对审核记录和审计链",
    queue="housekeeping",
    owner="安全审计",
    every="7 18 * * *",
    attempts=1,
    deadline_seconds=3600,
)
def verify_reviews() -> None:
    """Fail in red when somebody has touched the acts behind the platform's back."""
    if faults := list(faults_in_the_record()):
        raise ActsDoNotHold("；".join(faults[:FAULTS_TOLD]))
