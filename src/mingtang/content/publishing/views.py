"""已发布: what is public, and the way to take it off again."""

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
    if not request.actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersPublish
    schedule = find_schedule(page_number)
    form = WithdrawalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            cancel_schedule(actor=request.actor, page_number=page_number, **form.cleaned_data)
        except WithdrawalReasonMissing as refusal:
            form.add_error("reason", refusal.fields["reason"])
            status = refusal.status
        else:
            messages.success(request, f"已取消定时发布：{schedule.title}。")
            return HttpResponseRedirect(reverse("content_publishing_status"))
    context = {"schedule": schedule, "form": form}
    return render(request, "content_publishing/cancel.html", context, status=status)


def withdraw(request: StaffRequest, page_number: int) -> HttpResponse:
    if not request.actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersPublish
    publication = find_publication(page_number)
    form = WithdrawalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_page(actor=request.actor, page_number=page_number, **form.cleaned_data)
        except WithdrawalReasonMissing as refusal:
            form.add_error("reason", refusal.fields["reason"])
            status = refusal.status
        else:
            messages.success(request, f"已撤下：{publication.title}。")
            return HttpResponseRedirect(reverse("content_publications"))
    context = {"publication": publication, "form": form}
    return render(request, "content_publishing/withdraw.html", context, status=status)
