"""Reads of inspection: who sees what. Never writes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from mingtang.kernel.identity import Actor
from mingtang.operations.inspection.errors import InspectionNotFound, OnlyTheCentreInspects
from mingtang.operations.inspection.models import SILENT, Inspection, InspectionState
from mingtang.operations.tasks.queries import CENTRE

_HEAVY = ("report", "workbook", "printed")


def require_centre(actor: Actor) -> None:
    if not (actor.is_system or actor.has_role(*CENTRE)):
        raise OnlyTheCentreInspects


def recent_inspections(actor: Actor) -> QuerySet[Inspection]:
    """Return inspections, the newest first, without what is heavy in them."""
    require_centre(actor)
    return Inspection.objects.defer(*_HEAVY)


def find_inspection(number: int, *, visible_to: Actor) -> Inspection:
    require_centre(visible_to)
    inspection = Inspection.objects.filter(pk=number).first()
    if inspection is None:
        raise InspectionNotFound
    return inspection


def running_inspection(now: datetime) -> Inspection | None:
    """Return the one that is under way; one that has fallen silent is not."""
    active = (InspectionState.WAITING, InspectionState.RUNNING)
    return (
        Inspection.objects.defer(*_HEAVY)
        .filter(state__in=active, heard_of_at__gt=now - SILENT)
        .first()
    )


def last_report(actor: Actor) -> Inspection | None:
    require_centre(actor)
    return Inspection.objects.filter(report__isnull=False).defer("workbook", "printed").first()


def resumable_inspection(actor: Actor) -> Inspection | None:
    """Return the newest inspection when it stopped half way."""
    newest = recent_inspections(actor).first()
    return newest if newest is not None and newest.state == InspectionState.STOPPED else None


@dataclass(frozen=True)
class Point:
    at: datetime
    score: float
    findings: int


def trend(actor: Actor, *, most: int) -> list[Point]:
    """Return the scores of the last complete inspections, the oldest first."""
    rows = (
        recent_inspections(actor)
        .filter(state=InspectionState.DONE, score__isnull=False)
        .values_list("asked_at", "score", "findings")[:most]
    )
    return [Point(at, float(score or 0), findings) for at, score, findings in reversed(rows)]
