"""Events content announces: what is public, what is late, what broke, who is waited for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

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


@dataclass(frozen=True, kw_only=True)
class PolicyDeadlineNoticed(Event):
    """A policy that is not public yet comes near its deadline, passes it, or passes the law's.

    `stage` is "near" (own target close), "late" (own target of 3 working days passed) or "unlawful"
    (20 working days of 政府信息公开条例 Art 26 passed). Announced once for each stage.
    """

    topic: ClassVar[str] = "content.policy-deadline-noticed.v1"

    reference: str
    title: str
    department: str
    stage: str
    issued_on: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PolicyClockStopped(Event):
    """A policy is public, or was found not to need it: what was opened about it can be closed."""

    topic: ClassVar[str] = "content.policy-clock-stopped.v1"

    reference: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PageExpiryNoticed(Event):
    """A public page expires soon ("near") or has expired ("expired") and somebody must look at it."""

    topic: ClassVar[str] = "content.page-expiry-noticed.v1"

    path: str
    title: str
    department: str
    stage: str
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class ReviewReminded(Event):
    """A review waits for these people; `stage` is "sent", "near", "late" or "delegated".

    Nobody named means that content knows no holder of `role` yet: all who hold it are meant.
    """

    topic: ClassVar[str] = "content.review-reminded.v1"

    reviewer_ids: tuple[UUID, ...]
    title: str
    level: str
    stage: str
    due_at: datetime
    path: str
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceFailed(Event):
    """A source could not be read several times running, or its layout has changed."""

    topic: ClassVar[str] = "content.source-failed.v1"

    source: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SourceRecovered(Event):
    """A source that had failed can be read again."""

    topic: ClassVar[str] = "content.source-recovered.v1"

    source: str


@dataclass(frozen=True, kw_only=True)
class OriginalChanged(Event):
    """The original of something collected was changed ("changed") or taken away ("withdrawn")."""

    topic: ClassVar[str] = "content.original-changed.v1"

    source: str
    address: str
    title: str
    what: str


@dataclass(frozen=True, kw_only=True)
class SecretRefused(Event):
    """A file marked 密级 was refused and not stored. It names no content of the file."""

    topic: ClassVar[str] = "content.secret-refused.v1"

    file_name: str
    handed_in_by: str


@dataclass(frozen=True, kw_only=True)
class SiteTampered(Event):
    """A published file was altered, removed or added by somebody; it has been put right."""

    topic: ClassVar[str] = "content.site-tampered.v1"

    path: str
    finding: str
    restored: bool
