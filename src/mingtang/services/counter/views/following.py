"""Following a case: where it stands, what waits for the person, who saw their data, the rating."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingtang.kernel.errors import Conflict, Invalid
from mingtang.kernel.http import CitizenRequest, citizens_only
from mingtang.services.cases.commands.correcting import (
    attach_correction_file,
    correct_application,
)
from mingtang.services.cases.commands.opening import open_case
from mingtang.services.cases.commands.submitting import withdraw_application
from mingtang.services.cases.correction import fields_to_correct, pending_by_field
from mingtang.services.cases.models import Case
from mingtang.services.cases.queries import readings_of
from mingtang.services.catalogue.queries import guide_version
from mingtang.services.counter.entering import keeping_typed
from mingtang.services.counter.presenting import (
    AskedField,
    looks_at,
    outcome_of,
    shown_answers,
    shown_steps,
    where_it_stands,
)
from mingtang.services.forms.filling import Question
from mingtang.services.ratings.choices import REASONS, WORDS
from mingtang.services.ratings.commands import rate_case
from mingtang.services.ratings.queries import rating_of
from mingtang.services.uploads.errors import FileNotAccepted, TooManyFiles
from mingtang.services.uploads.queries import names_of_files


@citizens_only
@require_GET
def case(request: CitizenRequest, reference: str) -> HttpResponse:
    found = open_case(actor=request.actor, reference=reference)
    return _case_page(request, found)


@keeping_typed
@citizens_only
@require_http_methods(["GET", "POST"])
def correct(request: CitizenRequest, reference: str) -> HttpResponse:
    found = open_case(actor=request.actor, reference=reference)
    if not found.needs_correction:
        return HttpResponseRedirect(_address(reference))
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _keep_correction_files(request, found)
        try:
            if not errors:
                correct_application(
                    actor=request.actor, reference=reference, typed=request.POST.dict()
                )
                return HttpResponseRedirect(_address(reference))
        except Invalid as refusal:
            errors = refusal.fields
    return _correction_page(request, found, errors)


@keeping_typed
@citizens_only
@require_POST
def withdraw(request: CitizenRequest, reference: str) -> HttpResponse:
    found = open_case(actor=request.actor, reference=reference)
    try:
        withdraw_application(actor=request.actor, reference=reference)
    except Conflict as refusal:
        return _case_page(request, found, problem=str(refusal), status=refusal.status)
    return HttpResponseRedirect(_address(reference))


@keeping_typed
@citizens_only
@require_POST
def rate(request: CitizenRequest, reference: str) -> HttpResponse:
    found = open_case(actor=request.actor, reference=reference)
    grade = request.POST.get("grade", "")[:2]
    try:
        rate_case(
            actor=request.actor,
            reference=reference,
            grade=int(grade) if grade.isdecimal() else None,
            reasons=request.POST.getlist("reason"),
            words=request.POST.get("words", ""),
        )
    except (Invalid, Conflict) as refusal:
        typed = {
            "grade": grade,
            "reasons": request.POST.getlist("reason"),
            "words": request.POST.get("words", ""),
            "error": getattr(refusal, "fields", {}).get("grade") or str(refusal),
        }
        return _case_page(request, found, rating_typed=typed, status=refusal.status)
    return HttpResponseRedirect(f"{_address(reference)}#rate")


def _case_page(
    request: CitizenRequest, found: Case, *, status: int = 200, **more: Any
) -> HttpResponse:
    answers = found.answers
    files = names_of_files([one.value for one in answers if one.is_file and one.value])
    context = {
        "case": found,
        "now": where_it_stands(found),
        "steps": shown_steps(list(found.steps.all()), found),
        "groups": shown_answers(answers, files),
        "looks": looks_at(readings_of(found)),
        "outcome": outcome_of(found, guide_version(found.guide_id)),
        "rating": rating_of(found),
        "grades": [(grade.value, word) for grade, word in WORDS.items()],
        "rating_reasons": REASONS,
        "address": _address(found.reference),
        "guide_address": f"/guides/{found.item_id}/",
        **more,
    }
    return render(request, "services_counter/case.html", context, status=status)


def _correction_page(request: CitizenRequest, found: Case, errors: dict[str, str]) -> HttpResponse:
    answers, pending = found.answers, pending_by_field(found)
    before = {answer.name: answer.value for answer in answers}
    sent = request.POST if request.method == "POST" else before
    asked = [
        AskedField(
            Question(
                field=field,
                number=number,
                value=sent.get(field.name, ""),
                error=errors.get(field.name, ""),
            ),
            pending.get(field.name),
        )
        for number, field in enumerate(fields_to_correct(found), start=1)
    ]
    context = {
        "case": found,
        "asked": asked,
        "errors": [one.question for one in asked if one.question.error],
        "address": _address(found.reference),
    }
    status = 422 if errors else 200
    return render(request, "services_counter/correction.html", context, status=status)


def _keep_correction_files(request: CitizenRequest, found: Case) -> dict[str, str]:
    errors: dict[str, str] = {}
    for field in fields_to_correct(found):
        sent = request.FILES.get(field.name) if field.is_file else None
        if sent is None:
            continue
        try:
            attach_correction_file(
                actor=request.actor,
                reference=found.reference,
                field=field.name,
                name=sent.name or "",
                content=sent.read(),
            )
        except (FileNotAccepted, TooManyFiles) as refusal:
            errors[field.name] = str(refusal)
    return errors


def _address(reference: str) -> str:
    return f"/services/cases/{reference}/"
