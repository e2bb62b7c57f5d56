"""What publishing does when the service engine publishes or withdraws a guide."""

from mingtang.content.guides.commands import drop_guide, keep_guide
from mingtang.content.publishing.staleness import (
    GUIDES,
    HOME_PAGE,
    SITEMAP,
    guide_thing,
    mark_stale,
)
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn


def store_guide(event: GuidePublished) -> None:
    if keep_guide(code=event.code, content=event.guide, published_at=event.occurred_at):
        mark_stale({guide_thing(event.code), GUIDES, HOME_PAGE, SITEMAP})


def remove_guide(event: GuideWithdrawn) -> None:
    if drop_guide(code=event.code, withdrawn_at=event.occurred_at):
        mark_stale({guide_thing(event.code), GUIDES, HOME_PAGE, SITEMAP})
