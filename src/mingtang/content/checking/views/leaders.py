"""领导名录: names, offices and order, as they must be everywhere."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingtang.content.checking.commands.leaders import keep_leader, remove_leader
from mingtang.content.checking.errors import OnlyFinalReviewersKeepTheLexicon
from mingtang.content.checking.forms import LeaderForm
from mingtang.content.checking.queries import find_leader, leaders_in_order
from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.kernel.http import StaffRequest


def list_leaders(request: StaffRequest) -> HttpResponse:
    context = {
        "leaders": leaders_in_order(),
        "may_keep": request.actor.has_role(FINAL_REVIEWER),
        "tab": "leaders",
    }
    return render(request, "content_checking/leaders.html", context)


def write_leader(request: StaffRequest, number: int | None = None) -> HttpResponse:
    if not request.actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersKeepTheLexicon
    leader = find_leader(number) if number is not None else None
    if request.method == "POST" and leader is not None and "remove" in request.POST:
        remove_leader(actor=request.actor, number=leader.pk)
        messages.success(request, f"已删去：{leader.name}。")
        return HttpResponseRedirect(reverse("content_leaders"))
    form = LeaderForm(request.POST or None, instance=leader)
    if request.method == "POST" and form.is_valid():
        keep_leader(actor=request.actor, number=number, facts=form.cleaned_data)
        messages.success(request, f"已保存：{form.cleaned_data['name']}。马上生效。")
        return HttpResponseRedirect(reverse("content_leaders"))
    context = {"form": form, "leader": leader, "tab": "leaders"}
    status = 422 if request.method == "POST" else 200
    return render(request, "content_checking/leader.html", context, status=status)
