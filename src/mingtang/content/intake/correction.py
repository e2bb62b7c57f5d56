"""The page on which an editor checks what was found beside the source, and what its buttons do."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingtang.content.identity.roles import EDITOR
from mingtang.content.intake import correcting, proposing
from mingtang.content.intake.correcting import Seen, Words
from mingtang.content.intake.errors import ValueNotFound
from mingtang.content.intake.forms import CorrectionForm
from mingtang.content.intake.models import FoundValue, State
from mingtang.content.intake.queries import (
    columns_for_policies,
    find_submission,
    last_changes,
    parts_of,
    reason_of,
)
from mingtang.content.reading.marking import Marked, lines_of
from mingtang.kernel.errors import Conflict, Invalid, NotFound, Refusal
from mingtang.kernel.http import StaffRequest, staff_only
from mingtang.kernel.identity import Actor

_Deed = Callable[[Actor, Seen, int, dict[str, Any]], object]
_BY_NUMBER: dict[str, _Deed] = {
    "accept": lambda actor, seen, number, _: correcting.accept_value(
        actor=actor, seen=seen, value_number=number
    ),
    "delete": lambda actor, seen, number, _: correcting.delete_value(
        actor=actor, seen=seen, value_number=number
    ),
    "correct": lambda actor, seen, number, data: correcting.correct_value(
        actor=actor, seen=seen, value_number=number, words=_words(data)
    ),
    "take": lambda actor, seen, number, _: proposing.take_proposal(
        actor=actor, seen=seen, proposal_number=number
    ),
    "leave": lambda actor, seen, number, _: proposing.leave_proposal(
        actor=actor, seen=seen, proposal_number=number
    ),
}


@staff_only(EDITOR)
def correct(request: StaffRequest, reference: str) -> HttpResponse:
    if request.method != "POST":
        return correction_page(request, reference)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return correction_page(request, reference, refusal=ValueNotFound())
    data = form.cleaned_data
    try:
        _carry_out(request.actor, Seen(reference, data["version"]), data)
    except (Conflict, Invalid, NotFound) as refusal:
        return correction_page(request, reference, refusal=refusal, typed=data["text"])
    return to_submission(reference)


def to_submission(reference: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("content_intake_submission", args=[reference]))


def correction_page(
    request: StaffRequest, reference: str, *, refusal: Refusal | None = None, typed: str = ""
) -> HttpResponse:
    """Show everything; after a refusal also its sentence, and what was typed, so that nothing is lost."""
    submission = find_submission(reference, visible_to=request.actor)
    parts = parts_of(submission)
    _give_reasons(parts, request.actor)
    values = [value for part in parts for value in part.values]
    doubtful = [value for value in values if value.is_doubtful]
    changes = last_changes(submission)
    is_open = submission.state == State.TO_CHECK
    context = {
        "submission": submission,
        "parts": parts,
        "doubtful": doubtful,
        "dismissed": [value for part in parts for value in part.dismissed],
        "sure": sum(v.status == "found" and not v.is_doubtful for v in values),
        "last": changes[-1] if changes else None,
        "steps": len(changes),
        "lines": lines_of(
            submission.text, blocks=submission.reading["blocks"], values=_marked(values)
        ),
        "proposals": submission.proposals.filter(state="open") if is_open else [],
        "files": submission.files.all(),
        "columns": columns_for_policies(),
        "has_model": bool(settings.CHAT_URL),
        "is_open": is_open,
        "refusal": refusal,
        "sentence": _sentence(refusal),
        "typed": typed,
    }
    status = refusal.status if refusal else 200
    return render(request, "content_intake/submission.html", context, status=status)


def say(request: StaffRequest, words: str) -> None:
    messages.success(request, words)


def _carry_out(actor: Actor, seen: Seen, data: dict[str, Any]) -> None:
    deed, _, of = data["do"].partition(":")
    if deed in _BY_NUMBER and of.isdecimal():
        _BY_NUMBER[deed](actor, seen, int(of), data)
    elif deed == "add" and data["field"]:
        correcting.add_value(actor=actor, seen=seen, field=data["field"], words=_words(data))
    elif deed == "accept-field":
        correcting.accept_field(actor=actor, seen=seen, field=of)
    elif deed == "accept-sure":
        correcting.accept_sure(actor=actor, seen=seen)
    elif deed == "undo":
        correcting.undo(actor=actor, seen=seen)
    else:
        raise ValueNotFound


def _words(data: dict[str, Any]) -> Words:
    return Words(data["text"].replace("\r\n", "\n"), data["start"], data["end"])


def _sentence(refusal: Refusal | None) -> str:
    fields: dict[str, str] = getattr(refusal, "fields", {})
    return " ".join(fields.values()) or (str(refusal) if refusal else "")


def _marked(values: list[FoundValue]) -> list[Marked]:
    return [
        Marked(v.pk, v.start, v.end, v.get_field_display(), v.is_doubtful)
        for v in values
        if v.is_in_source
    ]


def _give_reasons(parts: Any, actor: Actor) -> None:
    """Put `按您 11 月 3 日的改法` on every value that a lesson changed."""
    for part in parts:
        for value in (*part.values, *part.dismissed):
            value.reason = reason_of(value.lesson, actor=actor) if value.lesson else ""
