"""Background work of publishing: what happens at a time."""

from mingtang.content.publishing.times import mark_expired_policies, publish_due, withdraw_due
from mingtang.kernel.jobs.job import job


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
