"""Pages of the officer: the queue and one case with the decisions that may be taken."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mingtang.kernel.calendar.days import working_days_between
from mingtang.kernel.errors import Conflict, Invalid, Refusal
from mingtang.kernel.http import StaffRequest, staff_only
from mingtang.kernel.identity import Role
from mingtang.services.cases.commands import (
    accept_case,
    decide_case,
    read_case_as_officer,
    request_correction,
)
from mingtang.services.cases.models import Case
from mingtang.services.cases.queries import queue_of
from mingtang.services.cases.views import answers_shown

ON_A_PAGE = 50
#: A yellow card warns this many working days before the limit; a red one is over it.
YELLOW_DAYS = 1


@staff_only(Role.OFFICER)
@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    page = Paginator(queue_of(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    rows = [(case, card_of(case.due_on, today=today)) for case in page]
    return render(request, "services_desk/queue.html", {"page": page, "rows": rows})


def card_of(due_on: date, *, today: date) -> str:
    """Red when late, yellow when due by the next working day, else nothing."""
    left = working_days_between(today, due_on)
    if due_on < today:
        return "red"
    return "yellow" if left <= YELLOW_DAYS else ""


@staff_only(Role.OFFICER)
@require_GET
def work(request: StaffRequest, reference: str) -> HttpResponse:
    case = read_case_as_officer(actor=request.actor, reference=reference)
    return render(request, "services_desk/work.html", _context(case))


@staff_only(Role.OFFICER)
@require_POST
def act(request: StaffRequest, reference: str) -> HttpResponse:
    """Do what the pressed button says; a refusal keeps what was typed."""
    try:
        _do(request, reference)
    except (Invalid, Conflict) as refusal:
        case = read_case_as_officer(actor=request.actor, reference=reference)
        context = _context(case, refusal=refusal, reason=request.POST.get("reason", ""))
        return render(request, "services_desk/work.html", context, status=refusal.status)
    return redirect(f"/desk/{reference}/")


def _do(request: StaffRequest, reference: str) -> None:
    seen = request.POST.get("revision", "")
    told: dict[str, Any] = {
        "actor": request.actor,
        "reference": reference,
        "seen_revision": int(seen) if seen.isdigit() else 0,
    }
    reason = request.POST.get("reason", "")
    deed = request.POST.get("deed", "")
    if deed == "accept":
        accept_case(**told)
    elif deed == "correct":
        request_correction(**told, message=reason)
    elif deed in {"grant", "refuse"}:
        decide_case(**told, is_granted=deed == "grant", reason=reason)
    else:
        raise Invalid({"deed": "请选择要办理的步骤。"})


def _context(case: Case, *, refusal: Refusal | None = None, reason: str = "") -> dict[str, Any]:
    return {
        "case": case,
        "answers": answers_shown(case),
        "steps": case.steps.all(),
        "refusal": refusal,
        "faults": getattr(refusal, "fields", {}),
        "reason": reason,
        "card": card_of(case.due_on, today=timezone.localdate()),
    }
