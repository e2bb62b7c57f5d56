"""已发布: what is public, and the way to take it off again."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.publishing.commands import cancel_schedule, withdraw_page
from mingtang.content.publishing.errors import OnlyFinalReviewersPublish, WithdrawalReasonMissing
from mingtang.content.publishing.forms import WithdrawalForm
from mingtang.content.publishing.models import Stale
from mingtang.content.publishing.queries import articles, find_publication, find_schedule
from mingtang.kernel.http import StaffRequest

PER_PAGE = 50


def list_publications(request: StaffRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = articles().filter(title__icontains=words) if words else articles()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_of_publications": page,
        "words": words,
        "may_withdraw": request.actor.has_role(FINAL_REVIEWER),
        "stale": Stale.objects.values("thing").distinct().count(),
    }
    return render(request, "content_publishing/list.html", context)


def cancel(request: StaffRequest, page_number: int) -> HttpResponse:
    """Take back a text that waits for its time."""
    _check_may_take_back(request)
    schedule = find_schedule(page_number)
    return _take_back(
        request,
        "content_publishing/cancel.html",
        {"schedule": schedule},
        deed=partial(cancel_schedule, actor=request.actor, page_number=page_number),
        said=f"已取消定时发布：{schedule.title}。",
        then="content_publishing_status",
    )


def withdraw(request: StaffRequest, page_number: int) -> HttpResponse:
    _check_may_take_back(request)
    publication = find_publication(page_number)
    return _take_back(
        request,
        "content_publishing/withdraw.html",
        {"publication": publication},
        deed=partial(withdraw_page, actor=request.actor, page_number=page_number),
        said=f"已撤下：{publication.title}。",
        then="content_publications",
    )


def _check_may_take_back(request: StaffRequest) -> None:
    if not request.actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersPublish


def _take_back(
    request: StaffRequest,
    template: str,
    shown: Mapping[str, Any],
    *,
    deed: Callable[..., None],
    said: str,
    then: str,
) -> HttpResponse:
    """Ask for the reason, and do it."""
    form = WithdrawalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            deed(**form.cleaned_data)
        except WithdrawalReasonMissing as refusal:
            form.add_error("reason", refusal.fields["reason"])
            status = refusal.status
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse(then))
    return render(request, template, {**shown, "form": form}, status=status)
