"""The board of open tasks, and one task with what can be done about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mingtang.kernel.errors import Conflict, Invalid, Refusal
from mingtang.kernel.http import StaffRequest, staff_only
from mingtang.operations.charting import Chart, line_chart
from mingtang.operations.tasks.commands import (
    comment_on_task,
    conclude_task,
    extend_task,
    take_task,
)
from mingtang.operations.tasks.models import TaskKind
from mingtang.operations.tasks.presenting import Row, rows_of, when
from mingtang.operations.tasks.queries import (
    FILTERS,
    board,
    count_board,
    departments_with_tasks,
    find_task,
    flow,
)

ON_A_PAGE = 30
LAST_PAGE = 500
CHART_DAYS = 30
TITLES = {
    "open": "未办结",
    "late": "已超期",
    "soon": "两天内到期",
    "mine": "我在处理",
    "done": "已办结",
}


@staff_only()
@require_GET
def board_page(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    chosen = _chosen(request)
    page = _page_number(request.GET.get("page", ""))
    start = (page - 1) * ON_A_PAGE
    found = list(board(request.actor, today=today, **chosen)[start : start + ON_A_PAGE + 1])
    counts = count_board(request.actor, today=today)
    context = {
        "rows": rows_of(found[:ON_A_PAGE], today=today),
        "counts": counts,
        "tabs": [(name, TITLES[name], getattr(counts, name, None)) for name in FILTERS],
        "kinds": TaskKind.choices,
        "departments": departments_with_tasks(request.actor),
        "chart": _chart(request, today),
        "chart_days": CHART_DAYS,
        "page": page,
        "has_next": len(found) > ON_A_PAGE and page < LAST_PAGE,
        "kept": _kept(request),
        "keeps": _kept(request, without="show"),
        **chosen,
    }
    return render(request, "operations_tasks/board.html", context)


@staff_only()
@require_GET
def task_page(request: StaffRequest, number: int) -> HttpResponse:
    return _task(request, number)


@staff_only()
@require_POST
def take(request: StaffRequest, number: int) -> HttpResponse:
    try:
        take_task(actor=request.actor, number=number)
    except Conflict as refusal:
        return _task(request, number, refusal=refusal)
    return _back(number)


@staff_only()
@require_POST
def comment(request: StaffRequest, number: int) -> HttpResponse:
    typed = {"text": request.POST.get("text", "")}
    try:
        comment_on_task(actor=request.actor, number=number, **typed)
    except (Conflict, Invalid) as refusal:
        return _task(request, number, refusal=refusal, typed=typed)
    return _back(number)


@staff_only()
@require_POST
def extend(request: StaffRequest, number: int) -> HttpResponse:
    typed = {"due_on": request.POST.get("due_on", ""), "reason": request.POST.get("reason", "")}
    try:
        extend_task(
            actor=request.actor,
            number=number,
            due_on=_day(typed["due_on"]),
            reason=typed["reason"],
        )
    except (Conflict, Invalid) as refusal:
        return _task(request, number, refusal=refusal, typed=typed)
    return _back(number)


@staff_only()
@require_POST
def conclude(request: StaffRequest, number: int) -> HttpResponse:
    typed = {"because": request.POST.get("because", "")}
    try:
        conclude_task(actor=request.actor, number=number, **typed)
    except (Conflict, Invalid) as refusal:
        return _task(request, number, refusal=refusal, typed=typed)
    return _back(number)


def _task(
    request: StaffRequest,
    number: int,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    task = find_task(number, visible_to=request.actor)
    today = timezone.localdate()
    context = {
        "task": task,
        "row": Row(task, when(task, today), task.is_late(today)),
        "notes": task.notes.all(),
        "refusal": refusal,
        "faults": getattr(refusal, "fields", {}),
        "typed": typed or {},
        "is_mine": task.taken_by_id == request.actor.id,
    }
    status = refusal.status if refusal else 200
    return render(request, "operations_tasks/task.html", context, status=status)


def _chosen(request: StaffRequest) -> dict[str, Any]:
    show, kind = request.GET.get("show", "open"), request.GET.get("kind", "")
    return {
        "show": show if show in FILTERS else "open",
        "kind": kind if kind in TaskKind.values else "",
        "department": _plain(request.GET.get("department", ""))[:40],
        "search": _plain(request.GET.get("q", ""))[:60],
    }


def _chart(request: StaffRequest, today: date) -> tuple[Chart, int, int]:
    days = flow(request.actor, today=today, days=CHART_DAYS)
    opened, closed = [day.opened for day in days], [day.closed for day in days]
    first, last = f"{days[0].day:%m-%d}", f"{days[-1].day:%m-%d}"
    return line_chart([opened, closed], first=first, last=last), sum(opened), sum(closed)


def _kept(request: StaffRequest, *, without: str = "") -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(without, None)
    return query.urlencode()


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def _page_number(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 6 else 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _back(number: int) -> HttpResponse:
    return HttpResponseRedirect(f"/operations/tasks/{number}/")
