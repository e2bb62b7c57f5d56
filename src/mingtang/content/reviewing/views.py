"""待我审核: the list, and one text with its buttons. Works on a phone and without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingtang.content.checking.components import FindingsPanel
from mingtang.content.checking.errors import SeriousFindings
from mingtang.content.formats.components import FormatsOfDraft
from mingtang.content.pages.changes import changes_since_public
from mingtang.content.pages.proofing import count_of_marks, marked_for_proofreading
from mingtang.content.pages.shown import shown
from mingtang.content.reviewing.commands import Seen, approve_text, proofread_text, return_text
from mingtang.content.reviewing.deadlines import days_late, due_on
from mingtang.content.reviewing.errors import (
    AlreadyProofread,
    ProofreadFirst,
    ReasonMissing,
    ReviewNotFound,
    TextHasChanged,
)
from mingtang.content.reviewing.forms import DecisionForm
from mingtang.content.reviewing.levels import Act
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.reviewing.progress import rounds_of, steps_of
from mingtang.content.reviewing.queries import (
    Review,
    approvals_in,
    decisions_about,
    escalated_to,
    find_review,
    waiting_for,
)
from mingtang.content.reviewing.seats import seats_of
from mingtang.kernel.errors import Refusal
from mingtang.kernel.http import StaffRequest

SAID = {
    Outcome.APPROVED: "已通过：{}。",
    Outcome.RETURNED: "已退回编辑：{}。",
    Outcome.RESTARTED: "稿件和前面审过的不一样，已退回部门初审重新开始：{}。",
}
DEEDS = {"proofread": proofread_text, "approve": approve_text, "return": return_text}
#: Refusals that leave the reviewer on the page, with what they wrote.
ON_THE_PAGE = (ReasonMissing, TextHasChanged, ProofreadFirst, AlreadyProofread, SeriousFindings)


def list_reviews(request: StaffRequest) -> HttpResponse:
    shown_now = {"waiting": waiting_for(request.actor), "escalated": escalated_to(request.actor)}
    return render(request, "content_reviewing/list.html", shown_now)


def show_review(request: StaffRequest, task_state_number: int) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, task_state_number)
    return _page(request, task_state_number, DecisionForm())


def show_sheet(request: StaffRequest, page_number: int) -> HttpResponse:
    """审批单: every act ever signed about a page, to be read or printed."""
    rounds = rounds_of(page_number)
    if not rounds:
        raise ReviewNotFound("这一页还没有审核记录。")
    context = {"rounds": rounds, "title": rounds[0].acts[-1].page_title, "page_number": page_number}
    return render(request, "content_reviewing/sheet.html", context)


def _decide(request: StaffRequest, number: int) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, number, form, status=422)
    try:
        decision = _carry_out(request, number, form.cleaned_data)
    except ON_THE_PAGE as refusal:
        form.add_error("comment", _sentence(refusal))
        return _page(request, number, form, status=refusal.status)
    if decision.act == Act.PROOFREADING and decision.outcome == Outcome.APPROVED:
        messages.success(request, f"已校对：{decision.page_title}。还差这一级的审核决定。")
        return HttpResponseRedirect(f"{reverse('content_review', args=[number])}#decide")
    messages.success(request, SAID[Outcome(decision.outcome)].format(decision.page_title))
    return HttpResponseRedirect(reverse("content_reviews"))


def _carry_out(request: StaffRequest, number: int, data: dict[str, Any]) -> Decision:
    seen = Seen(task_state_number=number, digest=data["digest"])
    return DEEDS[data["outcome"]](actor=request.actor, seen=seen, comment=data["comment"])


def _sentence(refusal: Refusal) -> str:
    fields: dict[str, str] = getattr(refusal, "fields", {})
    return fields.get("comment", str(refusal))


def _page(
    request: HttpRequest, number: int, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    review = find_review(number)
    text, due = shown(review.text), due_on(review.task_state.started_at)
    marked = marked_for_proofreading(text.body) if text.body else None
    proofread = _proofread_by(review)
    context = {
        "review": review,
        "steps": steps_of(review.state, page_number=review.page.pk),
        "due_on": due,
        "days_late": days_late(due),
        "changes": changes_since_public(review.page, review.text),
        "shown": text,
        "marked": marked,
        "marks": count_of_marks(marked) if marked else 0,
        "has_marks": not proofread or request.GET.get("view") == "proof",
        "proofread": proofread,
        "seat": _seat(request, review),
        "has_sheet": decisions_about(review.page.pk).exists(),
        "parts": [FindingsPanel(review.text), FormatsOfDraft(review.page)],
        "form": form,
    }
    return render(request, "content_reviewing/review.html", context, status=status)


def _proofread_by(review: Review) -> Decision | None:
    signed = approvals_in(review.state.pk).filter(level=review.level, digest=review.digest)
    return signed.filter(act=Act.PROOFREADING).first()


def _seat(request: HttpRequest, review: Review) -> Any:
    seats = seats_of(request.actor)  # type: ignore[attr-defined]
    return next((seat for seat in seats if seat.level == review.level), None)
