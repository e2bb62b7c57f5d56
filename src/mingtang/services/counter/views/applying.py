"""Applying: a form a step at a time, saved as one goes, checked before it is handed in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingtang.designsystem.facts import site_facts
from mingtang.kernel.errors import NotFound
from mingtang.kernel.http import CitizenRequest, citizens_only
from mingtang.kernel.identity import Actor
from mingtang.services.cases.commands.submitting import submit_application
from mingtang.services.catalogue.declaration import Kind
from mingtang.services.counter.entering import keeping_typed
from mingtang.services.counter.presenting import (
    asked_fields,
    by_source,
    errand_beside,
    shown_answers,
    with_errors,
)
from mingtang.services.forms.commands import (
    accept_known,
    attach_file,
    detach_file,
    dispute_known,
    open_draft,
    save_answers,
)
from mingtang.services.forms.errors import FormHasChanged, NotComplete
from mingtang.services.forms.filling import Filling, Step, is_kept_as_typed
from mingtang.services.forms.models import Draft
from mingtang.services.uploads.errors import FileNotAccepted, TooManyFiles
from mingtang.services.uploads.queries import names_of_files

#: Buttons inside a step that change one field and show the step again.
FIELD_DEEDS: dict[str, Callable[..., Draft]] = {
    "wrong": dispute_known,
    "restore": accept_known,
    "remove": detach_file,
}
CONSENT_MISSING = "请先勾选承诺和同意，再提交。"


@citizens_only
@require_GET
def begin(request: CitizenRequest, code: str) -> HttpResponse:
    """Begin, or go on where the person stopped."""
    filling = Filling(open_draft(actor=request.actor, item_code=code))
    has_begun = bool(filling.typed) or not filling.groups
    number = filling.first_open_step() if has_begun else 1
    return HttpResponseRedirect(_step_address(code, number, filling))


@keeping_typed
@citizens_only
@require_http_methods(["GET", "POST"])
def fill(request: CitizenRequest, code: str, number: int) -> HttpResponse:
    draft = open_draft(actor=request.actor, item_code=code)
    filling = Filling(draft)
    _require_step(filling, number)
    if request.method == "GET":
        return _step_page(
            request, filling, filling.step(number, is_checked="missing" in request.GET)
        )
    upload_errors = _keep_step(request, draft, filling, number)
    for deed, command in FIELD_DEEDS.items():
        if field := request.POST.get(deed):
            command(actor=request.actor, draft_id=draft.pk, field=field)
            return HttpResponseRedirect(f"{request.path}#f-{field}")
    filling = Filling(open_draft(actor=request.actor, item_code=code))
    if "save" in request.POST and not upload_errors:
        return HttpResponseRedirect(f"{request.path}?saved=1")
    step = with_errors(filling.step(number, is_checked=True), upload_errors)
    if step.errors:
        return _step_page(request, filling, step, status=422)
    following = number + 1 if number < len(filling.groups) else None
    return HttpResponseRedirect(_step_address(code, following, filling))


@keeping_typed
@citizens_only
@require_POST
def autosave(request: CitizenRequest, code: str, number: int) -> HttpResponse:
    """Keep what stands in the step now; nothing is judged yet."""
    draft = open_draft(actor=request.actor, item_code=code)
    filling = Filling(draft)
    _require_step(filling, number)
    saved = save_answers(
        actor=request.actor, draft_id=draft.pk, typed=_typed(request, filling, number)
    )
    return JsonResponse({"sentence": _saved_sentence(saved)})


@keeping_typed
@citizens_only
@require_http_methods(["GET", "POST"])
def check(request: CitizenRequest, code: str) -> HttpResponse:
    """Show everything once more; hand it in when the person says so."""
    if request.method == "POST" and request.POST.get("agree"):
        return _submit(request, code)
    error = CONSENT_MISSING if request.method == "POST" else ""
    return _check_page(request, code, error=error)


def _submit(request: CitizenRequest, code: str) -> HttpResponse:
    try:
        case = submit_application(
            actor=request.actor, draft_id=_draft_id(request.POST.get("draft", ""))
        )
    except FormHasChanged as refusal:
        return _check_page(request, code, error=str(refusal))
    except NotComplete:
        return _check_page(request, code, error="")
    return HttpResponseRedirect(f"/services/cases/{case.reference}/")


def _keep_step(
    request: CitizenRequest, draft: Draft, filling: Filling, number: int
) -> dict[str, str]:
    """Keep all that came with the step; return the sentences for files that were not taken."""
    typed = _typed(request, filling, number)
    if typed:
        save_answers(actor=request.actor, draft_id=draft.pk, typed=typed)
    errors: dict[str, str] = {}
    for field in filling.asked_in(number):
        sent = request.FILES.get(field.name) if field.is_file else None
        if sent is not None:
            errors |= _attach(request.actor, draft, field.name, sent)
    return errors


def _attach(actor: Actor, draft: Draft, field: str, sent: Any) -> dict[str, str]:
    try:
        attach_file(
            actor=actor,
            draft_id=draft.pk,
            field=field,
            name=sent.name or "",
            content=sent.read(),
        )
    except (FileNotAccepted, TooManyFiles) as refusal:
        return {field: str(refusal)}
    return {}


def _typed(request: CitizenRequest, filling: Filling, number: int) -> dict[str, str]:
    """Return the texts of the step. Only a box may be absent: it is not sent when it is not ticked."""
    return {
        field.name: request.POST.get(field.name, "")
        for field in filling.asked_in(number)
        if is_kept_as_typed(field) and (field.name in request.POST or field.kind is Kind.BOOLEAN)
    }


def _step_page(
    request: CitizenRequest, filling: Filling, step: Step, *, status: int = 200
) -> HttpResponse:
    context = {
        **_frame(filling),
        "step": step,
        "asked": asked_fields(step.questions),
        "sources": by_source(step.known),
        "is_saved": "saved" in request.GET,
        "saved_sentence": _saved_sentence(filling.draft),
        "problem": filling.draft.prefill_problem,
    }
    return render(request, "services_counter/step.html", context, status=status)


def _check_page(request: CitizenRequest, code: str, *, error: str) -> HttpResponse:
    draft = open_draft(actor=request.actor, item_code=code)
    filling = Filling(draft)
    try:
        answers = filling.answers()
    except NotComplete:
        address = _step_address(code, filling.first_open_step(), filling)
        return HttpResponseRedirect(f"{address}?missing=1")
    files = names_of_files(filling.file_ids())
    context = {
        **_frame(filling),
        "groups": shown_answers(answers, files),
        "error": error,
        "is_checking": True,
    }
    return render(request, "services_counter/check.html", context, status=422 if error else 200)


def _frame(filling: Filling) -> dict[str, Any]:
    item = filling.draft.item
    return {
        "item": item,
        "department": item.department,
        "filling": filling,
        "titles": [group.title for group in filling.groups],
        "beside": errand_beside(
            filling.version.guide_id,
            department=item.department.name,
            hotline=str(site_facts()["hotline"]),
        ),
        "address": f"/services/apply/{item.code}/",
        "guide_address": f"/guides/{item.code}/",
    }


def _step_address(code: str, number: int | None, filling: Filling) -> str:
    """Return the address of a step; the page of checking when no step is left."""
    if number is None or not filling.groups:
        return f"/services/apply/{code}/check/"
    return f"/services/apply/{code}/{number}/"


def _require_step(filling: Filling, number: int) -> None:
    if not 1 <= number <= len(filling.groups):
        raise NotFound("这份表没有这一步，请从办事指南重新进入。")


def _saved_sentence(draft: Draft) -> str:
    saved = timezone.localtime(draft.saved_at)
    return f"{saved:%H:%M} 已保存。中途离开，30 天内回来接着填。"


def _draft_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("没有找到您填的这份表，请从办事指南重新进入。") from None
