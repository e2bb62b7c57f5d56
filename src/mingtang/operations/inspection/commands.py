"""Writes of inspection: one function is one intention, one transaction and its events."""

import time
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Refusal
from mingtang.kernel.identity import Actor
from mingtang.kernel.jobs.job import JOBS
from mingtang.operations.inspection.errors import (
    InspectionIsNotRunning,
    InspectionIsRunning,
    NothingToGoOnWith,
)
from mingtang.operations.inspection.following import follow_up
from mingtang.operations.inspection.models import Inspection, InspectionState
from mingtang.operations.inspection.ordering import has_progress, own_site_order
from mingtang.operations.inspection.queries import (
    find_inspection,
    require_centre,
    resumable_inspection,
    running_inspection,
)
from mingtang.operations.survey.findings import Report
from mingtang.operations.survey.inspecting import inspect
from mingtang.operations.survey.report.as_html import as_html
from mingtang.operations.survey.report.as_json import as_plain
from mingtang.operations.survey.report.as_xlsx import as_xlsx

#: The job that carries an inspection out, by its name in tasks.py.
CARRY_OUT = "operations.inspect-site"
KEPT = 90
_BETWEEN_SIGNS_SECONDS = 1.0


@transaction.atomic
def begin_inspection(*, actor: Actor) -> Inspection:
    """Ask for an inspection; a job carries it out. Only one runs at a time."""
    require_centre(actor)
    return _begin(actor, resumes=False)


@transaction.atomic
def resume_inspection(*, actor: Actor) -> Inspection:
    """Go on where the last one was stopped; what was read then is not read again."""
    if resumable_inspection(actor) is None or not has_progress():
        raise NothingToGoOnWith
    return _begin(actor, resumes=True)


@transaction.atomic
def stop_inspection(*, actor: Actor, number: int) -> Inspection:
    inspection = find_inspection(number, visible_to=actor)
    if not inspection.is_active(timezone.now()):
        raise InspectionIsNotRunning
    Inspection.objects.filter(pk=number).update(stop_is_asked=True)
    record(actor, action="operations.inspection-stopped", subject=str(number))
    return inspection


def carry_out_inspection(
    *, actor: Actor, number: int, clock: Callable[[], float] = time.monotonic
) -> None:
    """Inspect the own site, and open a task for each finding. Safe to repeat: what is done stays done."""
    require_centre(actor)
    inspection = _start(number)
    if inspection is None:
        return
    signs = _Signs(number, clock=clock)
    try:
        report = inspect(
            own_site_order(
                resumes=inspection.is_resumed and has_progress(),
                tell=signs.tell,
                should_stop=signs.should_stop,
            )
        )
    except Refusal as refusal:
        _end(number, state=InspectionState.FAILED, trouble=str(refusal)[:300])
        return
    except Exception as error:
        _end(number, state=InspectionState.FAILED, trouble=f"出了意外（{type(error).__name__}）")
        raise
    keep_report(actor=actor, number=number, report=report)


@transaction.atomic
def keep_report(*, actor: Actor, number: int, report: Report) -> None:
    """Keep the report with its tasks: what is found has one, what is found no more loses it."""
    state = InspectionState.DONE if report.is_complete else InspectionState.STOPPED
    Inspection.objects.filter(pk=number).update(
        verdict=report.verdict.value,
        score=Decimal(str(report.score)),
        findings=len(report.findings),
        pages=report.pages,
        report=as_plain(report),
        workbook=as_xlsx(report),
        printed=as_html(report),
    )
    _end(number, state=state)
    follow_up(actor, report)
    record(
        actor,
        action="operations.site-inspected",
        subject=str(number),
        details={"verdict": report.verdict.value, "findings": len(report.findings)},
    )
    kept = list(Inspection.objects.values_list("pk", flat=True)[:KEPT])
    Inspection.objects.exclude(pk__in=kept).delete()


def _begin(actor: Actor, *, resumes: bool) -> Inspection:
    now = timezone.now()
    if running_inspection(now) is not None:
        raise InspectionIsRunning
    inspection = Inspection.objects.create(
        asked_by=actor.name[:60], asked_at=now, heard_of_at=now, is_resumed=resumes
    )
    record(actor, action="operations.inspection-begun", subject=str(inspection.pk))
    JOBS[CARRY_OUT].later(number=inspection.pk)
    return inspection


@transaction.atomic
def _start(number: int) -> Inspection | None:
    """Take the inspection up, unless it was taken up and ended before."""
    inspection = Inspection.objects.select_for_update().filter(pk=number).first()
    ended = {InspectionState.DONE, InspectionState.STOPPED}
    if inspection is None or inspection.state in ended:
        return None
    inspection.state, inspection.heard_of_at = InspectionState.RUNNING, timezone.now()
    inspection.save(update_fields=["state", "heard_of_at"])
    return inspection


def _end(number: int, *, state: InspectionState, trouble: str = "") -> None:
    now = timezone.now()
    Inspection.objects.filter(pk=number).update(
        state=state, trouble=trouble, ended_at=now, heard_of_at=now, doing=""
    )


class _Signs:
    """Signs of life of a running inspection, and whether somebody wants it to stop; once a second."""

    def __init__(self, number: int, *, clock: Callable[[], float]) -> None:
        self._inspection = Inspection.objects.filter(pk=number)
        self._clock = clock
        self._told_at = self._asked_at = float("-inf")
        self._is_stopped = False

    def tell(self, what: str, done: int, known: int) -> None:
        if self._clock() - self._told_at < _BETWEEN_SIGNS_SECONDS and done < known:
            return
        self._told_at = self._clock()
        self._inspection.update(doing=what, done=done, known=known, heard_of_at=timezone.now())

    def should_stop(self) -> bool:
        if not self._is_stopped and self._clock() - self._asked_at >= _BETWEEN_SIGNS_SECONDS:
            self._asked_at = self._clock()
            self._is_stopped = self._inspection.filter(stop_is_asked=True).exists()
        return self._is_stopped
