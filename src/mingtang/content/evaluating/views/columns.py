"""栏目评估: how columns and pages are doing, and what would be better."""

import csv
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mingtang.content.counting.drawing import bar, sparkline
from mingtang.content.evaluating.commands.ordering import order_arrangement
from mingtang.content.evaluating.commands.proposals import dismiss_proposal
from mingtang.content.evaluating.errors import TitlesMissing
from mingtang.content.evaluating.forms import ArrangingForm
from mingtang.content.evaluating.looking import look_for_better_columns
from mingtang.content.evaluating.models import Deed, Feedback, Order, Proposal, Status
from mingtang.content.evaluating.queries.health import (
    ColumnLine,
    PageLine,
    column_lines,
    page_lines,
)
from mingtang.content.evaluating.queries.measuring import days_measured, window_days
from mingtang.content.evaluating.queries.proposals import (
    decided_proposals,
    effect_of,
    find_proposal,
    open_proposals,
)
from mingtang.content.identity.roles import EDITOR
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.moving import MAY_MOVE
from mingtang.kernel.errors import NotAllowed
from mingtang.kernel.http import StaffRequest

MAY_LOOK = (EDITOR, *MAY_MOVE)
PER_PAGE = 50
LATEST_WORDS = 10
#: What the page report can be sorted by, with what people read above it.
SORTS: dict[str, tuple[str, Callable[[PageLine], Any]]] = {
    "visits": ("访问", lambda line: -line.measure.visits),
    "search": ("搜索进入", lambda line: -line.measure.search_entries),
    "stay": ("停留", lambda line: -(line.measure.median_stay or 0)),
    "find": ("找到用时", lambda line: -(line.measure.seconds_to_find or 0)),
    "useless": ("没用", lambda line: (-line.useless, line.useful)),
    "age": ("发布天数", lambda line: -line.age),
    "title": ("标题", lambda line: line.title),
}
SAID = {
    "carry-out": "已开始执行：{}。",
    "dismiss": "不再提这一份：{}。",
    "undo": "已开始撤销：{}。",
}


def show_columns(request: StaffRequest) -> HttpResponse:
    _check_may_look(request)
    lines = column_lines()
    chosen = request.GET.get("state", "")
    shown = [line for line in lines if not chosen or chosen in {s.code for s in line.states}]
    most = max((line.measure.visits for line in lines), default=0)
    context = {
        "lines": [
            {
                "line": line,
                "spark": sparkline(line.weeks, label=line.title),
                "bar": bar(line.measure.visits / most if most else 0, label=_visits(line)),
            }
            for line in shown
        ],
        "counts": _counts(lines),
        "chosen": chosen,
        "proposals": open_proposals(),
        "decided": [(proposal, effect_of(proposal)) for proposal in decided_proposals()],
        "window": window_days(),
        "days": days_measured(at_most=window_days()),
        "total": len(lines),
    }
    return render(request, "content_evaluating/columns.html", context)


def look_again(request: StaffRequest) -> HttpResponse:
    _check_may_look(request)
    if request.method == "POST":
        look_for_better_columns.later()
        messages.success(request, "正在分析，一般不到一分钟，请稍后刷新。")
    return HttpResponseRedirect(reverse("content_evaluation"))


def show_pages(request: StaffRequest) -> HttpResponse:
    _check_may_look(request)
    lines = _filtered(page_lines(), request)
    sort = request.GET.get("sort", "visits")
    lines.sort(key=SORTS.get(sort, SORTS["visits"])[1])
    if request.GET.get("as") == "csv":
        return _csv(lines)
    query = request.GET.copy()
    for name in ("p", "as"):
        query.pop(name, None)
    unsorted = query.copy()
    unsorted.pop("sort", None)
    context = {
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("p")),
        "words": request.GET.get("q", ""),
        "state": request.GET.get("state", ""),
        "column": request.GET.get("column", ""),
        "columns": Publication.objects.filter(kind="column").order_by("title"),
        "sorts": [(code, label) for code, (label, _) in SORTS.items()],
        "sort": sort,
        "query": query.urlencode(),
        "unsorted": unsorted.urlencode(),
        "window": window_days(),
        "said": _latest_words(),
    }
    return render(request, "content_evaluating/pages.html", context)


def show_proposal(request: StaffRequest, number: int) -> HttpResponse:
    _check_may_look(request)
    proposal = find_proposal(number)
    if request.method == "POST":
        return _decide(request, proposal)
    return _proposal_page(request, proposal)


def _decide(request: StaffRequest, proposal: Proposal) -> HttpResponse:
    form = ArrangingForm(request.POST)
    if not form.is_valid():
        return _proposal_page(request, proposal, problem="请用页面上的按钮。", status=422)
    deed = form.cleaned_data["deed"]
    try:
        if deed == "dismiss":
            dismiss_proposal(actor=request.actor, number=proposal.pk)
        else:
            titles = request.POST.getlist("title") if deed == Deed.CARRY_OUT else None
            order_arrangement(
                actor=request.actor, number=proposal.pk, deed=Deed(deed), titles=titles
            )
    except TitlesMissing as refusal:
        problem = refusal.fields["titles"]
        return _proposal_page(request, proposal, problem=problem, status=refusal.status)
    messages.success(request, SAID[deed].format(proposal.title))
    return HttpResponseRedirect(reverse("content_proposal", args=[proposal.pk]))


def _proposal_page(
    request: StaffRequest, proposal: Proposal, *, problem: str = "", status: int = 200
) -> HttpResponse:
    evidence = proposal.evidence
    parent = Publication.objects.filter(pk=proposal.parent_number).first()
    given = request.POST.getlist("title")
    groups = [
        {**group, "title": given[place] if place < len(given) else group["title"]}
        for place, group in enumerate(proposal.plan["groups"])
    ]
    saved = round(evidence.get("seconds_before", 0)) - round(evidence.get("seconds_after", 0))
    context = {
        "proposal": proposal,
        "groups": groups,
        "parent": parent,
        "evidence": evidence,
        "saved": saved,
        "confidence": _confidence(evidence.get("confidence", 0)),
        "ties": [
            {
                **tie,
                "percent": round(tie["shared"] * 100),
                "bar": bar(tie["shared"], label=f"{round(tie['shared'] * 100)}%"),
            }
            for tie in evidence.get("ties", [])
        ],
        "effect": effect_of(proposal),
        "addresses": proposal.redirects.count(),
        "may_decide": request.actor.has_role(*MAY_MOVE),
        "is_open": proposal.status == Status.PROPOSED,
        "is_undone": proposal.status == Status.UNDONE,
        "is_carried_out": proposal.status == Status.CARRIED_OUT,
        "problem": problem,
        **_order(proposal),
    }
    return render(request, "content_evaluating/proposal.html", context, status=status)


def _order(proposal: Proposal) -> dict[str, Any]:
    """Say what the worker is doing with it, or why the last order came to nothing.

    It is one transaction, so pages are counted in all: none has moved before the last one has.
    """
    order = Order.objects.filter(pk=proposal.pk).first()
    if order is None:
        return {}
    pages = sum(group.get("count", 0) for group in proposal.plan["groups"])
    if order.deed == Deed.UNDO:
        pages = len(proposal.journal.get("moved", []))
    minutes, seconds = divmod(int((timezone.now() - order.ordered_at).total_seconds()), 60)
    return {
        "order": order,
        "order_pages": pages,
        "order_took": f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒",
    }


def _check_may_look(request: StaffRequest) -> None:
    if not request.actor.has_role(*MAY_LOOK):
        raise NotAllowed("栏目评估只对编辑、终审和运维人员开放。")


def _visits(line: ColumnLine) -> str:
    return f"{line.measure.visits} 次访问"


def _counts(lines: list[ColumnLine]) -> list[dict[str, Any]]:
    """Return how many columns are in each state, the bad ones first."""
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        for state in {s.code: s for s in line.states}.values():
            entry = found.setdefault(
                state.code, {"code": state.code, "label": state.label, "count": 0, "bad": 0}
            )
            entry["count"] += 1
            entry["bad"] += state.is_bad
    return sorted(found.values(), key=lambda entry: (-bool(entry["bad"]), -entry["count"]))


def _filtered(lines: list[PageLine], request: StaffRequest) -> list[PageLine]:
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    column = request.GET.get("column", "")
    return [
        line
        for line in lines
        if (not words or words in line.title)
        and (not state or state in {s.code for s in line.states})
        and (not column or column == str(line.column_number))
    ]


def _latest_words() -> list[tuple[Feedback, str]]:
    said = list(Feedback.objects.exclude(words="").order_by("-changed_at")[:LATEST_WORDS])
    titles = dict(
        Publication.objects.filter(pk__in=[s.page_number for s in said]).values_list("pk", "title")
    )
    return [(s, titles.get(s.page_number, "（已撤下的页面）")) for s in said]


def _csv(lines: list[PageLine]) -> HttpResponse:
    """Return the report for a spreadsheet; the mark at its start tells Excel that it is UTF-8."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"pages-{timezone.localdate():%Y%m%d}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    write = csv.writer(answer)
    write.writerow(
        [
            *("标题", "地址", "栏目", "部门", "访问", "访客", "搜索进入", "停留中位数（秒）"),
            *("离开", "找到用时（秒）", "有用", "没用", "发布天数", "失效日期", "状态"),
        ]
    )
    for line in lines:
        m = line.measure
        cells = [
            *(line.title, line.path, line.column, line.department, m.visits, m.visitors),
            *(m.search_entries, m.median_stay, m.exits, m.seconds_to_find),
            *(line.useful, line.useless, line.age, line.expires_on),
            "；".join(state.label for state in line.states),
        ]
        write.writerow([_harmless(cell) for cell in cells])
    return answer


def _harmless(cell: Any) -> Any:
    """Keep a spreadsheet from taking a title for a formula."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return "" if cell is None else cell


def _confidence(share: float) -> str:
    if share >= 0.8:
        return "高"
    return "中" if share >= 0.5 else "低"
