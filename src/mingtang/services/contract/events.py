"""What the service engine tells the others."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from mingtang.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class GuidePublished(Event):
    """A guide is public from now on, with everything a page or an index needs to show it."""

    topic: ClassVar[str] = "services.guide-published.v1"

    code: str
    guide: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class GuideWithdrawn(Event):
    topic: ClassVar[str] = "services.guide-withdrawn.v1"

    code: str


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(Event):
    topic: ClassVar[str] = "services.application-submitted.v1"

    case_reference: str
    item_code: str
    item_title: str
    applicant_id: UUID
    applicant_name: str
    department: str
    submitted_at: datetime
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class CorrectionRequested(Event):
    """The officer has said, once, everything that is missing (行政许可法 第三十二条)."""

    topic: ClassVar[str] = "services.correction-requested.v1"

    case_reference: str
    item_title: str
    applicant_id: UUID
    message: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ApplicationCorrected(Event):
    topic: ClassVar[str] = "services.application-corrected.v1"

    case_reference: str
    item_title: str
    applicant_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(Event):
    topic: ClassVar[str] = "services.case-accepted.v1"

    case_reference: str
    item_title: str
    applicant_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Event):
    topic: ClassVar[str] = "services.case-decided.v1"

    case_reference: str
    item_title: str
    applicant_id: UUID
    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseRated(Event):
    topic: ClassVar[str] = "services.case-rated.v1"

    case_reference: str
    grade: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    """The applicant took the application back before it was decided."""

    topic: ClassVar[str] = "services.case-withdrawn.v1"

    case_reference: str
    item_title: str
    applicant_id: UUID
