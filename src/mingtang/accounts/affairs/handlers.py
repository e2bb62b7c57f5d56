"""What 我的 does when something happens to a case."""

from mingtang.accounts.affairs.commands import move_affair, remember_affair
from mingtang.accounts.affairs.models import Stage
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CorrectionRequested,
)

AnyNews = ApplicationCorrected | CaseAccepted | CaseDecided | CorrectionRequested


def note_application(event: ApplicationSubmitted) -> None:
    remember_affair(
        case_reference=event.case_reference,
        person_id=event.applicant_id,
        at=event.occurred_at,
        item_title=event.item_title,
        department=event.department,
        due_on=event.due_on,
    )


def note_acceptance(event: CaseAccepted) -> None:
    _move(event, Stage.ACCEPTED)


def note_correction_wanted(event: CorrectionRequested) -> None:
    _move(event, Stage.NEEDS_CORRECTION, note=event.message)


def note_correction_done(event: ApplicationCorrected) -> None:
    _move(event, Stage.ACCEPTED)


def note_decision(event: CaseDecided) -> None:
    stage = Stage.GRANTED if event.outcome == "granted" else Stage.REFUSED
    _move(event, stage, note=event.reason)


def _move(event: AnyNews, stage: Stage, *, note: str = "") -> None:
    move_affair(
        case_reference=event.case_reference,
        person_id=event.applicant_id,
        item_title=event.item_title,
        stage=stage,
        at=event.occurred_at,
        note=note,
    )
