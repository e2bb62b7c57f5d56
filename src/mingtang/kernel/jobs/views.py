"""The one page on which an operator sees, repeats and cancels whatever runs in the background."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from mingtang.kernel.errors import NotAllowed
from mingtang.kernel.http import ActorRequest, StaffRequest, problem_response, staff_only
from mingtang.kernel.identity import Role
from mingtang.kernel.jobs import commands, queries
from mingtang.kernel.jobs.queries import JobState
from mingtang.kernel.manifest import current_system
from mingtang.kernel.outbox import letters
from mingtang.kernel.outbox import queries as outbox

LETTERS_SHOWN = 50

#: Name of a tab in the address -> what it is called, which states it shows.
TABS: dict[str, tuple[str, tuple[JobState, ...]]] = {
    "open": ("要看的", queries.TO_LOOK_AT),
    "todo": ("排队", (JobState.TODO,)),
    "doing": ("在办", (JobState.DOING,)),
    "failed": ("失败", (JobState.FAILED, JobState.ABORTED)),
    "done": ("已结束", (JobState.SUCCEEDED, JobState.CANCELLED)),
}


@staff_only(Role.OPERATOR)
@require_GET
def show_jobs(request: StaffRequest) -> HttpResponse:
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in TABS else "open"
    counts = queries.count_jobs_by_state()
    context = {
        "system": current_system(),
        "tabs": [
            {"name": name, "label": label, "count": sum(counts[state] for state in states)}
            for name, (label, states) in TABS.items()
        ],
        "chosen": chosen,
        "jobs": queries.list_jobs(TABS[chosen][1]),
        "counts": {state.name.lower(): count for state, count in counts.items()},
        "late": queries.count_late_jobs(),
        "worker_lives": queries.is_worker_alive(),
        "workers": queries.workers(),
        "lines": outbox.list_lines(),
        "dead": outbox.dead_letters()[:LETTERS_SHOWN],
        "refused": outbox.refused_events()[:LETTERS_SHOWN],
    }
    return render(request, "kernel_jobs/jobs.html", context)


@require_GET
def jobs_as_json(request: ActorRequest) -> HttpResponse:
    """The same for programs: an operator, or any system with its own signature."""
    actor = request.actor
    if actor is None or not (actor.is_system or actor.has_role(Role.OPERATOR)):
        return problem_response(request, NotAllowed("这里只对系统运维开放。"))
    return JsonResponse(_summary(), json_dumps_params={"ensure_ascii": False})


@staff_only(Role.OPERATOR)
@require_POST
def retry(request: StaffRequest, job_id: int) -> HttpResponse:
    commands.retry_job(actor=request.actor, job_id=job_id)
    return _back_to_page("../../")


@staff_only(Role.OPERATOR)
@require_POST
def cancel(request: StaffRequest, job_id: int) -> HttpResponse:
    commands.cancel_job(actor=request.actor, job_id=job_id)
    return _back_to_page("../../")


@staff_only(Role.OPERATOR)
@require_POST
def retry_letter(request: StaffRequest, delivery_id: int) -> HttpResponse:
    letters.retry_delivery(actor=request.actor, delivery_id=delivery_id)
    return _back_to_page("../../../")


@staff_only(Role.OPERATOR)
@require_POST
def retry_event(request: StaffRequest, refused_id: int) -> HttpResponse:
    letters.retry_refused(actor=request.actor, refused_id=refused_id)
    return _back_to_page("../../../")


def _back_to_page(relative: str) -> HttpResponse:
    return HttpResponseRedirect(relative, status=303)


def _summary() -> dict[str, Any]:
    return {
        "system": settings.MINGTANG_SYSTEM,
        "worker_alive": queries.is_worker_alive(),
        "jobs": {state.value: count for state, count in queries.count_jobs_by_state().items()},
        "late": queries.count_late_jobs(),
        "open": [_plain(row) for row in queries.list_jobs()],
        "outbox": [
            {**asdict(line), "lag_seconds": round(line.lag_seconds, 1)}
            for line in outbox.list_lines()
        ],
        "dead_letters": outbox.dead_letters().count(),
        "refused_events": outbox.refused_events().count(),
    }


def _plain(row: queries.JobRow) -> dict[str, Any]:
    return {**asdict(row), "is_late": row.is_late, "age_seconds": round(row.age_seconds, 1)}
