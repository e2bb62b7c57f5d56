"""One page of answers to a question, ready to be shown."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from mingtang.assistant.search.entries import Entry
from mingtang.assistant.search.keeping import the_index
from mingtang.assistant.search.marking import Piece, excerpt, mark
from mingtang.assistant.search.models import Kind
from mingtang.assistant.search.ranking import Ranked, rank
from mingtang.assistant.search.understanding import Question

HITS_PER_PAGE = 10
#: Nobody reads further; the counts stop here as well.
MOST_HITS = 200
EVERYTHING = "all"
#: What people can narrow the results to: name in the address, words, kinds.
TYPES: Mapping[str, tuple[str, frozenset[str]]] = {
    EVERYTHING: ("全部", frozenset(Kind.values)),
    "guide": ("办事", frozenset({Kind.GUIDE})),
    "policy": ("政策", frozenset({Kind.POLICY})),
    "news": ("要闻公告", frozenset({Kind.NEWS, Kind.NOTICE})),
    "interpretation": ("解读", frozenset({Kind.INTERPRETATION})),
    "answer": ("问答", frozenset({Kind.ANSWER})),
}
_TAGS = {Kind.GUIDE: "tag--act"}
_NUMBER = re.compile(r"\d[\d-]{3,}")
_FACTS = (("limit", "办多久"), ("fee", "多少钱"), ("visits", "跑几次"), ("phone", "咨询电话"))


@dataclass(frozen=True, kw_only=True)
class Tab:
    name: str
    title: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    path: str
    kind: str
    tag: str
    title: list[Piece]
    excerpt: list[Piece]
    department: str
    dated_on: date | None
    validity: str
    is_in_force: bool
    doc_number: str
    limit: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The guide that fits, with what people ask first answered in place."""

    path: str
    title: str
    summary: str
    department: str
    checked_on: date | None
    apply_path: str
    facts: list["Fact"]


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    #: Calls the number where the fact is a telephone number.
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Results:
    question: Question
    #: False while the index is being built: there may be more than what is shown.
    is_complete: bool
    tabs: list[Tab] = field(default_factory=list)
    answer: Answer | None = None
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    page: int = 1
    pages: int = 1

    @property
    def tab(self) -> Tab | None:
        """The tab that is shown; none when nothing was asked."""
        return next((tab for tab in self.tabs if tab.is_current), None)

    @property
    def is_capped(self) -> bool:
        return self.count >= MOST_HITS


def find_results(typed: str, *, kind: str = EVERYTHING, page: int = 1) -> Results:
    """Answer a question from the index in memory. A type or page that is not there is the first."""
    kept = the_index()
    index = kept.current()
    question = index.understand(typed)
    if question.is_empty:
        return Results(question=question, is_complete=kept.is_complete)
    candidates = index.candidates(question, limit=MOST_HITS)
    ranked = rank(candidates, question=question, today=timezone.localdate())
    chosen = kind if kind in TYPES else EVERYTHING
    wanted = [one for one in ranked if one.entry.kind in TYPES[chosen][1]]
    return _page(question, ranked, wanted, chosen, page, kept.is_complete)


def _page(
    question: Question,
    ranked: Sequence[Ranked],
    wanted: Sequence[Ranked],
    kind: str,
    page: int,
    is_complete: bool,
) -> Results:
    pages = max(1, -(-len(wanted) // HITS_PER_PAGE))
    shown_page = min(max(page, 1), pages)
    start = (shown_page - 1) * HITS_PER_PAGE
    shown = [one.entry for one in wanted[start : start + HITS_PER_PAGE]]
    has_answer = shown_page == 1 and bool(shown) and shown[0].kind == Kind.GUIDE
    return Results(
        question=question,
        is_complete=is_complete,
        tabs=_tabs(ranked, kind),
        answer=_answer(shown[0]) if has_answer else None,
        hits=[_hit(entry, question) for entry in (shown[1:] if has_answer else shown)],
        count=len(wanted),
        page=shown_page,
        pages=pages,
    )


def _tabs(ranked: Sequence[Ranked], current: str) -> list[Tab]:
    counts = Counter(one.entry.kind for one in ranked)
    return [
        Tab(
            name=name,
            title=title,
            count=sum(counts[kind] for kind in kinds),
            is_current=name == current,
        )
        for name, (title, kinds) in TYPES.items()
    ]


def _answer(entry: Entry) -> Answer:
    facts = entry.facts
    told = [
        Fact(title, str(facts[name]), _dial(str(facts[name])) if name == "phone" else "")
        for name, title in _FACTS
        if facts.get(name)
    ]
    return Answer(
        path=entry.path,
        title=entry.title,
        summary=entry.summary,
        department=entry.department,
        checked_on=_checked_on(facts),
        apply_path=str(facts.get("apply_path") or ""),
        facts=told,
    )


def _hit(entry: Entry, question: Question) -> Hit:
    text = entry.summary or excerpt(entry.body, question=question)
    is_guide = entry.kind == Kind.GUIDE
    published_on = timezone.localdate(entry.published_at) if entry.published_at else None
    return Hit(
        path=entry.path,
        kind=str(Kind(entry.kind).label) if entry.kind in Kind.values else "",
        tag=_TAGS.get(Kind(entry.kind), "") if entry.kind in Kind.values else "",
        title=mark(entry.title, question=question),
        excerpt=mark(text, question=question),
        department=entry.department,
        dated_on=None if is_guide else published_on,
        validity=entry.validity,
        is_in_force=entry.is_in_force,
        doc_number=entry.doc_number,
        limit=str(entry.facts.get("limit") or ""),
    )


def _dial(phone: str) -> str:
    """Return the address that calls the first number in a text."""
    number = _NUMBER.search(phone)
    return f"tel:{number.group()}" if number else ""


def _checked_on(facts: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(facts.get("checked_on") or ""))
    except ValueError:
        return None
