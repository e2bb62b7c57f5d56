"""多格式 in the CMS: what is being made, and every format of a draft for those who review it."""

import json
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Revision

from mingtang.content.formats.commands import order_again
from mingtang.content.formats.errors import FormatNotFound, OnlyStaffLookAtFormats
from mingtang.content.formats.models import Edition, State
from mingtang.content.formats.queries import (
    editions_not_finished,
    format_of_draft,
    kinds_of_draft,
)
from mingtang.content.identity.roles import CMS_ROLES, EDITOR, FINAL_REVIEWER
from mingtang.content.sources.kinds import KINDS
from mingtang.kernel.http import StaffRequest

SHOWN = 100


def list_editions(request: StaffRequest) -> HttpResponse:
    _check_may_look(request)
    context = {
        "editions": editions_not_finished()[:SHOWN],
        "waiting": Edition.objects.filter(state=State.WAITING).count(),
        "failed": Edition.objects.filter(state=State.FAILED).count(),
        "done": Edition.objects.filter(state=State.DONE).count(),
        "may_order": request.actor.has_role(EDITOR, FINAL_REVIEWER),
    }
    return render(request, "content_formats/list.html", context)


def order(request: StaffRequest, page_number: int) -> HttpResponse:
    if request.method == "POST":
        order_again(actor=request.actor, page_number=page_number)
    return HttpResponseRedirect(reverse("content_formats"))


def show_format(request: StaffRequest, revision_number: int, key: str) -> HttpResponse:
    """Shown as it will be; a page of the site is shown inside the CMS."""
    _check_may_look(request)
    kind = KINDS.get(key)
    if kind is None:
        raise FormatNotFound
    text = _text_of(revision_number)
    content = format_of_draft(text, key, path=f"/{text.slug}/")
    if kind.is_page:
        context = {"kind": kind, "text": text, "told": json.loads(content)}
        context["picture"] = reverse("content_format", args=[revision_number, "svg"])
        context["kinds"] = [KINDS[other] for other in kinds_of_draft(text)]
        context["revision_number"] = revision_number
        return render(request, "content_formats/draft.html", context)
    shown = HttpResponse(content, content_type=f"{kind.media_type}; charset=utf-8")
    name = kind.file.format(slug=text.slug)
    shown["Content-Disposition"] = (
        f'{"inline" if key != "docx" else "attachment"}; filename="{name}"'
    )
    return shown


def _check_may_look(request: StaffRequest) -> None:
    if not request.actor.has_role(*CMS_ROLES):
        raise OnlyStaffLookAtFormats


def _text_of(revision_number: int) -> Any:
    revision = Revision.objects.filter(pk=revision_number).first()
    if revision is None:
        raise Http404
    text = revision.as_object()
    if not hasattr(text, "body"):
        raise FormatNotFound
    return text
