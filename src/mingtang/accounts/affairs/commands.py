"""Keeps one person's cases up to date with what the service engine tells."""

from datetime import datetime
from typing import Any
from uuid import UUID

from mingtang.accounts.affairs.models import Affair, Stage


def remember_affair(*, case_reference: str, person_id: UUID, at: datetime, **told: Any) -> None:
    """Note a new case. News that came before it (events may overtake) is kept."""
    Affair.objects.get_or_create(
        case_reference=case_reference,
        defaults={
            "person_id": person_id,
            "stage": Stage.SUBMITTED,
            "submitted_at": at,
            "changed_at": at,
            **told,
        },
    )


def move_affair(
    *,
    case_reference: str,
    person_id: UUID,
    item_title: str,
    stage: Stage,
    at: datetime,
    note: str = "",
) -> None:
    """Note where a case stands now; older news never overwrites newer."""
    affair, is_new = Affair.objects.select_for_update().get_or_create(
        case_reference=case_reference,
        defaults={
            "person_id": person_id,
            "item_title": item_title,
            "stage": stage,
            "note": note,
            "submitted_at": at,
            "changed_at": at,
        },
    )
    if not is_new and at >= affair.changed_at:
        affair.stage, affair.note, affair.changed_at = stage, note, at
        affair.save(update_fields=["stage", "note", "changed_at"])
