"""时效: what is late on top, then what comes near, expires or wants a second look."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.timeliness.commands import confirm_page, release_clock, set_thresholds
from mingtang.content.timeliness.errors import OnlyFinalReviewersSetThresholds, StopReasonMissing
from mingtang.content.timeliness.exporting import ledger
from mingtang.content.timeliness.forms import ReasonForm, ThresholdsForm
from mingtang.content.timeliness.queries import (
    LISTED,
    expiries_to_see_to,
    last_confirmations,
    lines_of_running,
    pages_to_confirm,
    share_since,
    shares_by_department,
    shares_by_month,
    stopped_clocks,
    thresholds,
)
from mingtang.kernel.http import StaffRequest


def show_timeliness(request: StaffRequest) -> HttpResponse:
    return _page(request)


def show_stopped(request: StaffRequest) -> HttpResponse:
    """What is done: public in time, public late, or let go, with the reason."""
    page = Paginator(stopped_clocks(), LISTED).get_page(request.GET.get("p"))
    return render(request, "content_timeliness/stopped.html", {"page_of_clocks": page})


def release(request: StaffRequest) -> HttpResponse:
    form = ReasonForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(reverse("content_timeliness"))
    try:
        release_clock(actor=request.actor, **form.cleaned_data)
    except StopReasonMissing as refusal:
        wrong = {"reference": form.cleaned_data["reference"], "sentence": refusal.fields["reason"]}
        return _page(request, status=refusal.status, wrong=wrong)
    messages.success(request, "已停表，理由记入审计。")
    return HttpResponseRedirect(reverse("content_timeliness"))


def confirm(request: StaffRequest, page_number: int) -> HttpResponse:
    if request.method == "POST":
        confirm_page(actor=request.actor, page_number=page_number)
        messages.success(request, f"记下了：{request.actor.name}确认仍然有效。")
    return HttpResponseRedirect(f"{reverse('content_timeliness')}#confirm")


def change_thresholds(request: StaffRequest) -> HttpResponse:
    if not request.actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersSetThresholds
    form = ThresholdsForm(request.POST if request.method == "POST" else None, instance=thresholds())
    if request.method == "POST" and form.is_valid():
        set_thresholds(actor=request.actor, days=form.cleaned_data)
        messages.success(request, "天数改好了，一刻钟内生效。")
        return HttpResponseRedirect(reverse("content_timeliness"))
    status = 422 if form.errors else 200
    return render(request, "content_timeliness/thresholds.html", {"form": form}, status=status)


def download_ledger(request: StaffRequest) -> HttpResponse:
    name = f"policy-timeliness-{timezone.localdate():%Y%m%d}.csv"
    return HttpResponse(
        ledger(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(request: StaffRequest, *, status: int = 200, wrong: Any = None) -> HttpResponse:
    today, lines = timezone.localdate(), lines_of_running()
    to_confirm = list(pages_to_confirm()[: LISTED + 1])
    context = {
        "late": [line for line in lines if line.days_late],
        "near": [line for line in lines if line.is_near],
        "running": [line for line in lines if not line.days_late and not line.is_near],
        "done": stopped_clocks()[:5],
        "month": share_since(today.replace(day=1)),
        "year": share_since(date(today.year, 1, 1)),
        "months": shares_by_month(),
        "departments": shares_by_department(date(today.year, 1, 1)),
        "expiring": expiries_to_see_to()[:LISTED],
        "to_confirm": to_confirm[:LISTED],
        "has_more_to_confirm": len(to_confirm) > LISTED,
        "confirmed": last_confirmations(to_confirm),
        "rules": thresholds(),
        "may_release": request.actor.has_role(FINAL_REVIEWER),
        "today": today,
        "wrong": wrong,
    }
    return render(request, "content_timeliness/timeliness.html", context, status=status)
