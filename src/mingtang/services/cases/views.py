"""Pages of the applicant: the form, the case with its timeline, correction, rating, own files."""

import json
import secrets
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.errors import Invalid, NotFound
from mingtang.kernel.http import CitizenRequest, citizens_only
from mingtang.kernel.identity import Actor
from mingtang.services.adapters.accounts import KnownToAccounts
from mingtang.services.cases.commands import (
    correct_application,
    rate_case,
    submit_application,
    withdraw_application,
)
from mingtang.services.cases.filling import FILE_KIND, Question, check, questions_of
from mingtang.services.cases.models import Case, Status
from mingtang.services.cases.queries import find_case
from mingtang.services.cases.uploads import (
    TYPES,
    folder,
    given_name_in,
    keep_upload,
    stored_name_in,
)
from mingtang.services.catalogue.models import Item
from mingtang.services.catalogue.queries import find_item

GRADES = [(5, "非常满意"), (4, "满意"), (3, "基本满意"), (2, "不满意"), (1, "非常不满意")]


@citizens_only
@require_http_methods(["GET", "POST"])
def apply(request: CitizenRequest, code: str) -> HttpResponse:
    item = find_item(code)
    known = KnownToAccounts().of(
        request.actor, purpose=f"申请{item.title}", basis="国务院令第716号第七条"
    )
    typed, faults = _typed(request, item)
    groups = questions_of(item.form_groups, known=known, typed=typed)
    questions = [question for _, group in groups for question in group]
    key = request.POST.get("submission_key") or secrets.token_hex(16)
    page = {"item": item, "groups": groups, "key": key, "is_source_down": known is None}
    if request.method == "GET":
        return render(request, "services_cases/apply.html", page)
    faults = {**check(questions), **faults}
    if faults:
        _mark(questions, faults)
        return render(request, "services_cases/apply.html", {**page, "errors": faults}, status=422)
    case = submit_application(
        actor=request.actor,
        item_code=code,
        answers={question.name: question.value for question in questions},
        submission_key=f"{request.actor.id.hex}{key}"[:64],
    )
    return redirect(f"/services/cases/{case.reference}/")


def _typed(request: HttpRequest, item: Item) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was typed, with uploads kept already, and what is wrong with the uploads."""
    typed: dict[str, str] = {}
    faults: dict[str, str] = {}
    for group in item.form_groups:
        for told in group["fields"]:
            name = told["name"]
            if name in request.POST:
                typed[name] = request.POST[name].strip()
            if told.get("kind") == FILE_KIND and name in request.FILES:
                try:
                    typed[name] = keep_upload(request.FILES[name], field=name)
                except Invalid as refusal:
                    faults |= refusal.fields
    return typed, faults


def _mark(questions: list[Question], faults: dict[str, str]) -> None:
    for question in questions:
        question.error = faults.get(question.name, "")


@citizens_only
@require_GET
def case_page(request: CitizenRequest, reference: str) -> HttpResponse:
    case = find_case(reference, visible_to=request.actor)
    return render(request, "services_cases/case.html", _case_context(case))


def _case_context(case: Case, **more: Any) -> dict[str, Any]:
    return {
        "case": case,
        "steps": case.steps.all(),
        "answers": answers_shown(case),
        "readings": AuditEntry.objects.filter(action="cases.read", subject=case.reference),
        "grades": GRADES,
        "rating": getattr(case, "rating", None),
        "may_rate": case.status in {Status.GRANTED, Status.REFUSED},
        "waits": case.status == Status.NEEDS_CORRECTION,
        **more,
    }


def answers_shown(case: Case) -> list[dict[str, str]]:
    """Return the answers with the labels of the form, files by the name they came with."""
    answers = json.loads(case.answers)
    labels = {f["name"]: f["label"] for group in case.item.form_groups for f in group["fields"]}
    return [
        {
            "label": labels.get(name, name),
            "value": given_name_in(value) or value,
            "file": stored_name_in(value) or "",
        }
        for name, value in answers.items()
        if value
    ]


@citizens_only
@require_POST
def correct(request: CitizenRequest, reference: str) -> HttpResponse:
    case = find_case(reference, visible_to=request.actor)
    try:
        answers = {"correction_note": request.POST.get("note", "").strip()[:2000]}
        if "file" in request.FILES:
            answers["correction_file"] = keep_upload(request.FILES["file"], field="file")
        if not any(answers.values()):
            raise Invalid({"note": "请写一句说明，或者上传要补的文件。"})
    except Invalid as refusal:
        context = _case_context(case, errors=refusal.fields, note=request.POST.get("note", ""))
        return render(request, "services_cases/case.html", context, status=422)
    correct_application(actor=request.actor, reference=reference, answers=answers)
    return redirect(f"/services/cases/{reference}/")


@citizens_only
@require_POST
def withdraw(request: CitizenRequest, reference: str) -> HttpResponse:
    withdraw_application(actor=request.actor, reference=reference)
    return redirect(f"/services/cases/{reference}/")


@citizens_only
@require_POST
def rate(request: CitizenRequest, reference: str) -> HttpResponse:
    given = request.POST.get("grade", "")
    try:
        rate_case(
            actor=request.actor,
            reference=reference,
            grade=int(given) if given.isdigit() else 0,
            words=request.POST.get("words", ""),
        )
    except Invalid as refusal:
        case = find_case(reference, visible_to=request.actor)
        context = _case_context(case, errors=refusal.fields, words=request.POST.get("words", ""))
        return render(request, "services_cases/case.html", context, status=422)
    return redirect(f"/services/cases/{reference}/")


@require_GET
def file(request: HttpRequest, reference: str, stored: str) -> FileResponse:
    """Give a file of a case to those who may see the case."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise NotFound
    case = find_case(reference, visible_to=actor)
    values = json.loads(case.answers).values()
    value = next((v for v in values if v.split("|")[0] == stored and stored_name_in(v)), None)
    if value is None:
        raise NotFound
    answer = FileResponse(
        (folder() / stored).open("rb"),
        as_attachment=True,
        filename=given_name_in(value),
        content_type=TYPES[stored.rsplit(".", 1)[1]],
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
