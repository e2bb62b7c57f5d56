"""Pages of the officer: the queue, and a case beside it with the decisions that can be taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mingtang.kernel.errors import Conflict, Invalid, Refusal
from mingtang.kernel.http import StaffRequest, staff_only
from mingtang.kernel.identity import Role
from mingtang.services.cases.commands.correcting import request_correction
from mingtang.services.cases.commands.deciding import accept_case, decide_case
from mingtang.services.cases.commands.opening import open_case
from mingtang.services.cases.models import Case
from mingtang.services.cases.queries import FILTERS, CardDays, count_queue, queue_of
from mingtang.services.catalogue.queries import guide_version
from mingtang.services.contract.types import Outcome
from mingtang.services.counter.entering import keeping_typed
from mingtang.services.counter.presenting import shown_answers, shown_steps
from mingtang.services.desk import phrases
from mingtang.services.desk.checks import checks_of
from mingtang.services.uploads.queries import files_of_dossier

ON_A_PAGE = 20
LAST_PAGE = 500
TITLES = {
    "all": "全部",
    "today": "今天到期",
    "late": "红牌",
    "waiting": "等补正",
    "mine": "我经办的",
    "done": "已办结",
}


@dataclass(frozen=True)
class Row:
    case: Case
    card: str
    left: str


@staff_only(Role.OFFICER)
@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    return render(request, "services_desk/desk.html", _queue(request))


@staff_only(Role.OFFICER)
@require_GET
def case(request: StaffRequest, reference: str) -> HttpResponse:
    return _case_page(request, reference)


@keeping_typed
@staff_only(Role.OFFICER)
@require_POST
def accept(request: StaffRequest, reference: str) -> HttpResponse:
    try:
        accept_case(actor=request.actor, reference=reference, seen_revision=_seen(request))
    except Conflict as refusal:
        return _case_page(request, reference, refusal=refusal)
    return _back(request, reference)


@keeping_typed
@staff_only(Role.OFFICER)
@require_POST
def correct(request: StaffRequest, reference: str) -> HttpResponse:
    message, fields = request.POST.get("message", ""), request.POST.getlist("field")
    try:
        request_correction(
            actor=request.actor,
            reference=reference,
            seen_revision=_seen(request),
            message=message,
            fields=fields,
        )
    except (Conflict, Invalid) as refusal:
        typed = {"message": message, "fields": fields}
        return _case_page(request, reference, refusal=refusal, typed=typed)
    return _back(request, reference)


@keeping_typed
@staff_only(Role.OFFICER)
@require_POST
def decide(request: StaffRequest, reference: str) -> HttpResponse:
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    try:
        if outcome not in set(Outcome):
            raise Invalid({"outcome": "请选择准予还是不予。"})
        decide_case(
            actor=request.actor,
            reference=reference,
            seen_revision=_seen(request),
            outcome=Outcome(outcome),
            reason=reason,
        )
    except (Conflict, Invalid) as refusal:
        typed = {"outcome": outcome, "reason": reason}
        return _case_page(request, reference, refusal=refusal, typed=typed)
    return _back(request, reference)


def _case_page(
    request: StaffRequest,
    reference: str,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    opened = open_case(actor=request.actor, reference=reference)
    files = {str(file.pk): file for file in files_of_dossier(opened.dossier_id)}
    version = guide_version(opened.guide_id)
    context = {
        **_queue(request),
        "case": opened,
        "card": CardDays.of(timezone.localdate()).card_of(opened),
        "groups": shown_answers(opened.answers, files, is_masked=False),
        "steps": shown_steps(list(opened.steps.all()), opened, for_officer=True),
        "checks": checks_of(opened),
        "fields": list(version.form.fields),
        "promised": version.promised.words if version.promised else "没有承诺时限",
        "correction": getattr(opened, "correction", None),
        "left_when_stopped": _left_when_stopped(opened),
        "phrases": phrases,
        "refusal": refusal,
        "faults": getattr(refusal, "fields", {}),
        "typed": typed or {},
    }
    status = refusal.status if refusal else 200
    return render(request, "services_desk/desk.html", context, status=status)


def _queue(request: StaffRequest) -> dict[str, Any]:
    days = CardDays.of(timezone.localdate())
    show = request.GET.get("show", "all")
    show = show if show in FILTERS else "all"
    search = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    page = _page_number(request.GET.get("page", ""))
    cases = queue_of(request.actor, show=show, days=days, search=search)
    start = (page - 1) * ON_A_PAGE
    found = list(cases[start : start + ON_A_PAGE + 1])
    counts = count_queue(request.actor, days=days)
    return {
        "rows": [Row(one, days.card_of(one), _left(one, days)) for one in found[:ON_A_PAGE]],
        "counts": counts,
        "tabs": _tabs(counts),
        "show": show,
        "search": search,
        "page": page,
        "has_next": len(found) > ON_A_PAGE and page < LAST_PAGE,
        "kept": _kept(request),
        "query": request.GET.urlencode(),
    }


def _tabs(counts: Any) -> list[tuple[str, str, int | None]]:
    numbers = {
        "all": counts.open,
        "today": counts.today,
        "late": counts.red,
        "waiting": counts.waiting,
        "mine": counts.mine,
    }
    return [(name, TITLES[name], numbers.get(name)) for name in FILTERS]


def _left(case: Case, days: CardDays) -> str:
    if case.closed_at is not None:
        return case.get_status_display()
    if case.needs_correction:
        return "停表"
    if case.due_on is None:
        return "没有时限"
    left = (case.due_on - days.today).days
    if left < 0:
        return f"超 {-left} 天"
    return "今天到期" if left == 0 else f"剩 {left} 天"


def _left_when_stopped(case: Case) -> str:
    left = case.days_left or 0
    return f"停表，剩 {left} 天" if left >= 0 else f"停表，停表时已超 {-left} 天"


def _kept(request: StaffRequest) -> str:
    """Return the part of the address that keeps the queue as it is."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _page_number(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 6 else 1


def _seen(request: StaffRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _back(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the case again, with the queue as the officer had it."""
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"/desk/cases/{reference}/" + (f"?{query}" if query else ""))
