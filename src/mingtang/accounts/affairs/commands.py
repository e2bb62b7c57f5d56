"""Keeps one person's cases up to date with what the service engine tells."""

from typing import Any
from uuid import UUID

from django.db import transaction

from mingtang.accounts.affairs.models import Affair, Step


@transaction.atomic
def note_news(
    *,
    case_reference: str,
    person_id: UUID,
    item_title: str,
    event_id: UUID,
    step: Step,
    **more: Any,
) -> Affair:
    """Note one piece of news about a case. In any order, and however often, the end is the same.

    `more` are facts that only the application itself tells: department, due_on, submitted_at.
    """
    first = Affair(
        case_reference=case_reference,
        person_id=person_id,
        item_title=item_title,
        stage=step.stage,
        changed_at=step.at,
    )
    Affair.objects.bulk_create([first], ignore_conflicts=True)
    affair = Affair.objects.select_for_update().get(pk=case_reference)
    for name, value in more.items():
        setattr(affair, name, value)
    affair.hear(step, event_id=str(event_id))
    affair.save()
    return affair
