"""错敏词词库: find, add, change, retire, try out, take out and bring in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingtang.content.checking.commands.lexicon import (
    add_entry,
    change_entry,
    import_entries,
    restore_entry,
    retire_entry,
)
from mingtang.content.checking.components import report_of
from mingtang.content.checking.errors import (
    EntryExists,
    FileNotImported,
    LexiconReasonMissing,
    OnlyFinalReviewersKeepTheLexicon,
)
from mingtang.content.checking.exchange import as_csv, preview_of
from mingtang.content.checking.forms import EntryForm, FileForm, FilterForm, ReasonForm, TryForm
from mingtang.content.checking.pieces import Piece
from mingtang.content.checking.queries import (
    entries_matching,
    find_entry,
    judged_in_pieces,
)
from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.wording.model import Severity
from mingtang.kernel.http import StaffRequest

PER_PAGE = 50
_USUAL = {"severity": Severity.ORDINARY.value}


def list_entries(request: StaffRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = entries_matching(
        words=wanted.get("q", ""),
        category=wanted.get("category", ""),
        severity=wanted.get("severity", ""),
        is_active=not wanted.get("retired"),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {**_common(request), "form": form, "entries": page, "query": query.urlencode()}
    return render(request, "content_checking/lexicon.html", context)


def write_entry(request: StaffRequest, number: int | None = None) -> HttpResponse:
    row = find_entry(number) if number is not None else None
    initial = EntryForm.values_of(row) if row else {"wrong": request.GET.get("wrong", ""), **_USUAL}
    form = EntryForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, number, form)
        except EntryExists as refusal:
            form.add_error("wrong", str(refusal))
        else:
            messages.success(request, f"已保存：{form.cleaned_data['wrong']}。马上生效。")
            return HttpResponseRedirect(reverse("content_lexicon"))
    if request.method == "POST":
        status = 422
    context = {**_common(request), "form": form, "row": row}
    return render(request, "content_checking/entry.html", context, status=status)


def switch_entry(request: StaffRequest, number: int) -> HttpResponse:
    """Retire an entry that is in use, or bring back one that is not."""
    row = find_entry(number)
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        switch = retire_entry if row.is_active else restore_entry
        try:
            switch(actor=request.actor, number=number, reason=form.cleaned_data["reason"])
        except LexiconReasonMissing as refusal:
            form.add_error("reason", refusal.fields["reason"])
            status = refusal.status
        else:
            done = "已停用" if row.is_active else "已恢复"
            messages.success(request, f"{done}：{row.wrong}。")
            return HttpResponseRedirect(reverse("content_lexicon"))
    context = {**_common(request), "row": row, "form": form}
    return render(request, "content_checking/switch.html", context, status=status)


def try_text(request: StaffRequest) -> HttpResponse:
    form = TryForm(request.POST or None)
    report = None
    if request.method == "POST" and form.is_valid():
        pieces = [Piece(field="", words=form.cleaned_data["text"])]
        report = report_of(judged_in_pieces(pieces, page_number=None))
    context = {**_common(request), "form": form, "report": report}
    return render(request, "content_checking/try.html", context)


def export(request: StaffRequest) -> HttpResponse:
    response = HttpResponse(as_csv(entries_matching()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename*=UTF-8''cuominci.csv"
    return response


def import_file(request: StaffRequest) -> HttpResponse:
    """First show what a file would do, then do it."""
    if not request.actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersKeepTheLexicon
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {**_common(request), "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            content = _content(form)
            preview = preview_of(content)
            context |= {"preview": preview, "text": content.decode("utf-8", errors="replace")}
            if "import" in request.POST:
                reason = form.cleaned_data["reason"]
                done = import_entries(actor=request.actor, entries=preview.entries, reason=reason)
                messages.success(request, f"已导入：新增 {done.added} 条，更新 {done.changed} 条。")
                return HttpResponseRedirect(reverse("content_lexicon"))
        except (FileNotImported, LexiconReasonMissing) as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, sentence)
            status = refusal.status
    return render(request, "content_checking/import.html", context, status=status)


def _keep(request: StaffRequest, number: int | None, form: EntryForm) -> None:
    reason, entry = form.cleaned_data["reason"], form.entry()
    if number is None:
        add_entry(actor=request.actor, entry=entry, reason=reason)
    else:
        change_entry(actor=request.actor, number=number, entry=entry, reason=reason)


def _content(form: FileForm) -> bytes:
    """The file just sent, or the one whose preview is being confirmed."""
    sent = form.cleaned_data["file"]
    if sent is not None:
        content: bytes = sent.read()
        return content
    if form.cleaned_data["text"]:
        return str(form.cleaned_data["text"]).encode()
    raise FileNotImported("请选一个 CSV 文件。")


def _common(request: StaffRequest) -> dict[str, Any]:
    return {"may_keep": request.actor.has_role(FINAL_REVIEWER), "tab": "lexicon"}
