"""What 我的 does when something happens to a case."""

from datetime import date
from typing import Any

from mingtang.accounts.affairs.commands import note_news
from mingtang.accounts.affairs.models import Stage, Step
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseWithdrawn,
    CorrectionRequested,
)

News = (
    ApplicationCorrected
    | ApplicationSubmitted
    | CaseAccepted
    | CaseDecided
    | CaseWithdrawn
    | CorrectionRequested
)


def note_application(event: ApplicationSubmitted) -> None:
    _note(
        event,
        Stage.SUBMITTED,
        department=event.department,
        due_on=event.due_on,
        submitted_at=event.submitted_at,
    )


def note_acceptance(event: CaseAccepted) -> None:
    _note(event, Stage.ACCEPTED)


def note_correction_wanted(event: CorrectionRequested) -> None:
    _note(event, Stage.NEEDS_CORRECTION, note=event.message, until=event.due_on)


def note_correction_done(event: ApplicationCorrected) -> None:
    _note(event, Stage.CORRECTED)


def note_decision(event: CaseDecided) -> None:
    stage = Stage.GRANTED if event.outcome == "granted" else Stage.REFUSED
    _note(event, stage, note=event.reason)


def note_withdrawal(event: CaseWithdrawn) -> None:
    _note(event, Stage.WITHDRAWN)


def _note(
    event: News, stage: Stage, *, note: str = "", until: date | None = None, **more: Any
) -> None:
    note_news(
        case_reference=event.case_reference,
        person_id=event.applicant_id,
        item_title=event.item_title,
        event_id=event.event_id,
        step=Step(at=event.occurred_at, stage=stage, note=note, until=until),
        **more,
    )
