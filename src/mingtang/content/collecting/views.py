"""采集来源: the list, one source with what it gave, the form with its trial, and changed originals."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingtang.content.collecting import commands
from mingtang.content.collecting.errors import SourceAlreadyKnown, SourceNotValid
from mingtang.content.collecting.forms import SourceForm, facts_of
from mingtang.content.collecting.models import Outcome, Source
from mingtang.content.collecting.previewing import Preview, preview
from mingtang.content.collecting.queries import (
    counts_of,
    find_item,
    find_source,
    items_of,
    originals_to_look_at,
    require_editor,
    sources_for,
)
from mingtang.content.collecting.sides import side_by_side
from mingtang.kernel.http import StaffRequest

PER_PAGE = 30


def list_sources(request: StaffRequest) -> HttpResponse:
    context = {
        "sources": sources_for(request.actor),
        "originals": originals_to_look_at(request.actor)[:20],
    }
    return render(request, "content_collecting/list.html", context)


def show_source(request: StaffRequest, source_id: int) -> HttpResponse:
    source = find_source(source_id, visible_to=request.actor)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in Outcome.values else ""
    page = Paginator(items_of(source, outcome=outcome), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "source": source,
        "page_of_items": page,
        "outcome": outcome,
        "counts": counts_of(source),
        "originals": [i for i in originals_to_look_at(request.actor) if i.source_id == source.pk],
    }
    return render(request, "content_collecting/source.html", context)


def add_source(request: StaffRequest) -> HttpResponse:
    require_editor(request.actor)
    if request.method != "POST":
        return _form(request, SourceForm())
    return _answer(
        request,
        SourceForm(request.POST),
        save=lambda facts: commands.add_source(actor=request.actor, facts=facts),
    )


def change_source(request: StaffRequest, source_id: int) -> HttpResponse:
    source = find_source(source_id, visible_to=request.actor)
    if request.method != "POST":
        return _form(request, SourceForm(initial=facts_of(source)), source=source)
    return _answer(
        request,
        SourceForm(request.POST),
        source=source,
        save=lambda facts: commands.change_source(
            actor=request.actor, source_id=source_id, facts=facts
        ),
    )


def _answer(
    request: StaffRequest,
    form: SourceForm,
    *,
    save: Callable[[commands.SourceFacts], Source],
    source: Source | None = None,
) -> HttpResponse:
    """Try the source out, or save it: the same form, two buttons."""
    if not form.is_valid():
        return _form(request, form, source=source, status=422)
    facts = form.facts()
    try:
        if "try" in request.POST:
            commands.check_facts(facts)
            return _form(request, form, source=source, found=preview(facts.as_source()))
        saved = save(facts)
    except SourceNotValid as refusal:
        for name, sentence in refusal.fields.items():
            form.add_error(name, sentence)
        return _form(request, form, source=source, status=refusal.status)
    except SourceAlreadyKnown as refusal:
        form.add_error("address", str(refusal))
        return _form(request, form, source=source, status=refusal.status)
    messages.success(request, f"已保存：{saved}。几分钟内会去采一次。")
    return _to(saved.pk)


def _form(
    request: StaffRequest,
    form: SourceForm,
    *,
    source: Source | None = None,
    found: Preview | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "source": source, "found": found}
    return render(request, "content_collecting/form.html", context, status=status)


@require_POST
def act(request: StaffRequest, source_id: int, deed: str) -> HttpResponse:
    """One of the buttons of a source."""
    if deed == "run":
        commands.ask_for_run(actor=request.actor, source_id=source_id)
        messages.success(request, "已经开始采集，过一会儿刷新看结果。")
    elif deed == "pause":
        commands.pause_source(actor=request.actor, source_id=source_id)
        messages.success(request, "已暂停。恢复之前不会再采。")
    elif deed == "resume":
        commands.resume_source(actor=request.actor, source_id=source_id)
        messages.success(request, "已恢复，几分钟内会去采一次。")
    return _to(source_id)


def delete_source(request: StaffRequest, source_id: int) -> HttpResponse:
    source = find_source(source_id, visible_to=request.actor)
    if request.method != "POST":
        return render(request, "content_collecting/delete.html", {"source": source})
    commands.delete_source(actor=request.actor, source_id=source_id)
    messages.success(request, f"已删除来源：{source}。收下的稿件都还在。")
    return HttpResponseRedirect(reverse("content_sources"))


@require_POST
def retry_item(request: StaffRequest, item_id: int) -> HttpResponse:
    item = commands.retry_item(actor=request.actor, item_id=item_id)
    messages.success(request, f"下次采集时再试：{item}。")
    return _to(item.source_id)


def show_original(request: StaffRequest, item_id: int) -> HttpResponse:
    """Show what was taken in beside what the original says now."""
    item = find_item(item_id, visible_to=request.actor)
    if request.method == "POST":
        commands.note_seen(actor=request.actor, item_id=item_id)
        messages.success(request, f"已记下您看过了：{item}。")
        return _to(item.source_id)
    lines = side_by_side(item.text, item.new_text) if item.new_text else []
    return render(request, "content_collecting/original.html", {"item": item, "lines": lines})


def _to(source_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("content_source", args=[source_id]))
