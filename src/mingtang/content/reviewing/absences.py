"""我不在时: arrange a stand-in, see what is arranged, take it back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mingtang.content.identity.roles import REVIEWER_ROLES
from mingtang.content.reviewing.delegating import (
    Absence,
    delegate_level,
    delegations_seen_by,
    revoke_delegation,
)
from mingtang.content.reviewing.errors import DelegationRefused
from mingtang.content.reviewing.forms import AbsenceForm
from mingtang.kernel.http import StaffRequest


def show_absences(request: StaffRequest) -> HttpResponse:
    """Show what is arranged; a reviewer also gets the form."""
    status = 200
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        initial={"absent_id": str(request.actor.id), "begins_on": timezone.localdate()},
    )
    if request.method == "POST":
        if form.is_valid() and _arrange(request, form):
            return HttpResponseRedirect(reverse("content_absences"))
        status = 422
    context = {
        "form": form,
        "may_arrange": request.actor.has_role(*REVIEWER_ROLES),
        "delegations": delegations_seen_by(request.actor),
        "today": timezone.localdate(),
    }
    return render(request, "content_reviewing/absences.html", context, status=status)


def revoke(request: StaffRequest, delegation_number: int) -> HttpResponse:
    if request.method == "POST":
        delegation = revoke_delegation(actor=request.actor, delegation_number=delegation_number)
        messages.success(request, f"已收回：{delegation}。")
    return HttpResponseRedirect(reverse("content_absences"))


def _arrange(request: StaffRequest, form: AbsenceForm) -> bool:
    try:
        delegation = delegate_level(actor=request.actor, absence=Absence(**form.cleaned_data))
    except DelegationRefused as refusal:
        for field, sentence in refusal.fields.items():
            form.add_error(field, sentence)
        return False
    messages.success(request, f"安排好了：{delegation}。")
    return True
