"""The findings of a page with the buttons to answer them, and the check of a text being typed."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.models import Page

from mingtang.content.checking.commands.false_alarms import (
    Dismissal,
    record_false_alarm,
    revoke_false_alarm,
)
from mingtang.content.checking.components import report_of
from mingtang.content.checking.errors import LexiconReasonMissing, OnlyCheckers, TextNotUnderstood
from mingtang.content.checking.forms import DismissalForm, ReasonForm, TypedPieceForm
from mingtang.content.checking.models import Scope
from mingtang.content.checking.pieces import Piece
from mingtang.content.checking.queries import (
    false_alarms,
    find_false_alarm,
    judged_in,
    judged_in_pieces,
)
from mingtang.content.identity.roles import CMS_ROLES, FINAL_REVIEWER
from mingtang.kernel.http import StaffRequest

PER_PAGE = 50
MOST_PIECES = 500


def show_findings(request: StaffRequest, page_number: int) -> HttpResponse:
    """What is wrong in the latest draft; on POST one finding is put on record as none."""
    text = _latest_text(page_number)
    form = DismissalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        dismissal = Dismissal(data["rule"], data["place_key"], Scope(data["scope"]), data["reason"])
        try:
            alarm = record_false_alarm(actor=request.actor, page=text, dismissal=dismissal)
        except LexiconReasonMissing as refusal:
            form.add_error("reason", refusal.fields["reason"])
            status = refusal.status
        else:
            messages.success(request, f"已登记为误报：{alarm.word}。以后可以撤销。")
            return HttpResponseRedirect(reverse("content_findings", args=[page_number]))
    is_final = request.actor.has_role(FINAL_REVIEWER)
    context = {
        "text": text,
        "report": report_of(judged_in(text)),
        "form": form,
        "scopes": [scope for scope in Scope if is_final or scope != Scope.EVERYWHERE],
        "tab": "",
    }
    return render(request, "content_checking/findings_page.html", context, status=status)


@require_POST
def check_text(request: StaffRequest) -> HttpResponse:
    """Check what an editor has typed so far, and answer with the list to show."""
    if not request.actor.has_role(*CMS_ROLES):
        raise OnlyCheckers
    page_number, pieces = _sent(request.body)
    report = report_of(judged_in_pieces(pieces, page_number=page_number))
    return render(request, "content_checking/typed.html", {"report": report})


def list_false_alarms(request: StaffRequest) -> HttpResponse:
    page = Paginator(false_alarms(), PER_PAGE).get_page(request.GET.get("p"))
    context = {"alarms": page, "tab": "false-alarms"}
    return render(request, "content_checking/false_alarms.html", context)


def revoke(request: StaffRequest, number: int) -> HttpResponse:
    alarm = find_false_alarm(number)
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            revoke_false_alarm(
                actor=request.actor, number=number, reason=form.cleaned_data["reason"]
            )
        except LexiconReasonMissing as refusal:
            form.add_error("reason", refusal.fields["reason"])
            status = refusal.status
        else:
            messages.success(request, f"已撤销：“{alarm.word}”又会被指出来。")
            return HttpResponseRedirect(reverse("content_false_alarms"))
    context = {"alarm": alarm, "form": form, "tab": "false-alarms"}
    return render(request, "content_checking/revoke.html", context, status=status)


def _latest_text(page_number: int) -> Any:
    page = Page.objects.filter(pk=page_number, depth__gt=1).first()
    if page is None:
        raise Http404
    return page.specific.get_latest_revision_as_object()


def _sent(body: bytes) -> tuple[int | None, list[Piece]]:
    try:
        sent = json.loads(body)
        given = sent["pieces"][:MOST_PIECES]
        page = sent.get("page")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise TextNotUnderstood from error
    if not all(isinstance(one, dict) for one in given):
        raise TextNotUnderstood
    forms = [TypedPieceForm(one) for one in given]
    if not all(form.is_valid() for form in forms) or not isinstance(page, int | None):
        raise TextNotUnderstood
    return page, [Piece(**form.cleaned_data) for form in forms]
