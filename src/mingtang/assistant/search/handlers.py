"""What search does when something becomes public, or no longer is."""

from mingtang.assistant.search.commands import drop_document, keep_document
from mingtang.assistant.search.telling import (
    address_of_guide,
    telling_of_guide,
    telling_of_page,
)
from mingtang.content.contract.events import PagePublished, PageWithdrawn
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn


def make_page_findable(event: PagePublished) -> None:
    keep_document(telling=telling_of_page(event), told_at=event.occurred_at)


def take_page_out(event: PageWithdrawn) -> None:
    drop_document(path=event.path, told_at=event.occurred_at)


def make_guide_findable(event: GuidePublished) -> None:
    keep_document(telling=telling_of_guide(event), told_at=event.occurred_at)


def take_guide_out(event: GuideWithdrawn) -> None:
    drop_document(path=address_of_guide(event.code), told_at=event.occurred_at)
