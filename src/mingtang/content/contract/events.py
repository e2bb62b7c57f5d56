"""Events content announces: a page is public, a page is no longer public."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from mingtang.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PagePublished(Event):
    """A page is public under this path, with its whole text, so that search can read it."""

    topic: ClassVar[str] = "content.page-published.v1"

    path: str
    kind: str
    title: str
    text: str
    department: str
    published_at: datetime
    validity: str
    doc_number: str
    column: str


@dataclass(frozen=True, kw_only=True)
class PageWithdrawn(Event):
    """The page under this path is no longer public."""

    topic: ClassVar[str] = "content.page-withdrawn.v1"

    path: str
