"""Pages of inspection: the last verdict, the trend, what runs now, and every report."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mingtang.kernel.errors import Conflict, Refusal
from mingtang.kernel.http import StaffRequest, staff_only
from mingtang.operations.charting import line_chart
from mingtang.operations.inspection.commands import (
    begin_inspection,
    resume_inspection,
    stop_inspection,
)
from mingtang.operations.inspection.errors import InspectionNotFound
from mingtang.operations.inspection.ordering import has_progress
from mingtang.operations.inspection.presenting import groups_of, verdict_of
from mingtang.operations.inspection.queries import (
    find_inspection,
    last_report,
    recent_inspections,
    resumable_inspection,
    running_inspection,
    trend,
)
from mingtang.operations.tasks.queries import CENTRE

SHOWN, IN_TREND = 15, 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A report shows words of pages: nothing in it may run or be fetched.
_LOCKED = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"
)


@staff_only(*CENTRE)
@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    return _overview(request)


@staff_only(*CENTRE)
@require_POST
def begin(request: StaffRequest) -> HttpResponse:
    try:
        begin_inspection(actor=request.actor)
    except Conflict as refusal:
        return _overview(request, refusal=refusal)
    return HttpResponseRedirect("/operations/inspection/")


@staff_only(*CENTRE)
@require_POST
def resume(request: StaffRequest) -> HttpResponse:
    try:
        resume_inspection(actor=request.actor)
    except Conflict as refusal:
        return _overview(request, refusal=refusal)
    return HttpResponseRedirect("/operations/inspection/")


@staff_only(*CENTRE)
@require_POST
def stop(request: StaffRequest, number: int) -> HttpResponse:
    try:
        stop_inspection(actor=request.actor, number=number)
    except Conflict as refusal:
        return _overview(request, refusal=refusal)
    return HttpResponseRedirect("/operations/inspection/")


@staff_only(*CENTRE)
@require_GET
def report(request: StaffRequest, number: int) -> HttpResponse:
    inspection = find_inspection(number, visible_to=request.actor)
    context = {
        "room": "inspection",
        "inspection": inspection,
        "told": inspection.report,
        "verdict": verdict_of(inspection),
        "groups": groups_of(inspection),
    }
    return render(request, "operations_inspection/report.html", context)


@staff_only(*CENTRE)
@require_GET
def workbook(request: StaffRequest, number: int) -> HttpResponse:
    inspection = find_inspection(number, visible_to=request.actor)
    if inspection.workbook is None:
        raise InspectionNotFound
    name = f"jiancha-{timezone.localtime(inspection.asked_at):%Y%m%d-%H%M}.xlsx"
    return HttpResponse(
        bytes(inspection.workbook),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff_only(*CENTRE)
@require_GET
def printed(request: StaffRequest, number: int) -> HttpResponse:
    inspection = find_inspection(number, visible_to=request.actor)
    if not inspection.printed:
        raise InspectionNotFound
    return HttpResponse(inspection.printed, headers={"Content-Security-Policy": _LOCKED})


def _overview(request: StaffRequest, *, refusal: Refusal | None = None) -> HttpResponse:
    actor = request.actor
    last = last_report(actor)
    context: dict[str, Any] = {
        "room": "inspection",
        "running": running_inspection(timezone.now()),
        "last": last,
        "verdict": verdict_of(last) if last else None,
        "inspections": recent_inspections(actor)[:SHOWN],
        "can_resume": resumable_inspection(actor) is not None and has_progress(),
        "refusal": refusal,
        **_trend(request),
    }
    status = refusal.status if refusal else 200
    return render(request, "operations_inspection/overview.html", context, status=status)


def _trend(request: StaffRequest) -> dict[str, Any]:
    points = trend(request.actor, most=IN_TREND)
    if len(points) < 2:
        return {}
    first, last = (f"{timezone.localtime(point.at):%m-%d}" for point in (points[0], points[-1]))
    return {
        "points": points,
        "chart": line_chart(
            [[point.findings for point in points], [point.score for point in points]],
            first=first,
            last=last,
        ),
    }
