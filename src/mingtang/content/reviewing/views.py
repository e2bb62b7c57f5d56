"""待我审核: the list, and one text with the two buttons. Works on a phone and without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingtang.content.reviewing.changes import changes_since_public
from mingtang.content.reviewing.commands import Seen, approve_text, return_text
from mingtang.content.reviewing.errors import ReasonMissing, TextHasChanged
from mingtang.content.reviewing.forms import DecisionForm
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.reviewing.queries import due_on, find_review, steps_of, waiting_for
from mingtang.content.reviewing.shown import shown
from mingtang.kernel.errors import Refusal
from mingtang.kernel.http import StaffRequest

SAID = {
    Outcome.APPROVED: "已通过：{}。",
    Outcome.RETURNED: "已退回编辑：{}。",
    Outcome.RESTARTED: "稿件和前面审过的不一样，已退回部门初审重新开始：{}。",
}


def list_reviews(request: StaffRequest) -> HttpResponse:
    waiting = waiting_for(request.actor)
    return render(request, "content_reviewing/list.html", {"waiting": waiting})


def show_review(request: StaffRequest, task_state_number: int) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, task_state_number)
    return _page(request, task_state_number, DecisionForm())


def _decide(request: StaffRequest, number: int) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, number, form, status=422)
    try:
        decision = _carry_out(request, number, form.cleaned_data)
    except (ReasonMissing, TextHasChanged) as refusal:
        form.add_error("comment", _sentence(refusal))
        return _page(request, number, form, status=refusal.status)
    messages.success(request, SAID[Outcome(decision.outcome)].format(decision.page_title))
    return HttpResponseRedirect(reverse("content_reviews"))


def _carry_out(request: StaffRequest, number: int, data: dict[str, Any]) -> Decision:
    seen = Seen(task_state_number=number, digest=data["digest"])
    decide = approve_text if data["outcome"] == "approve" else return_text
    return decide(actor=request.actor, seen=seen, comment=data["comment"])


def _sentence(refusal: Refusal) -> str:
    fields: dict[str, str] = getattr(refusal, "fields", {})
    return fields.get("comment", str(refusal))


def _page(
    request: HttpRequest, number: int, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    review = find_review(number)
    context = {
        "review": review,
        "steps": steps_of(review.state, page_number=review.page.pk),
        "due_on": due_on(review.task_state),
        "changes": changes_since_public(review.page, review.text),
        "shown": shown(review.text),
        "form": form,
    }
    return render(request, "content_reviewing/review.html", context, status=status)
