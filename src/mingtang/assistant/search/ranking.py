"""The order of what was found. Each signal is a factor of its own, so that learning can weigh them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mingtang.assistant.search.entries import Entry
from mingtang.assistant.search.index import Candidate
from mingtang.assistant.search.understanding import Question
from mingtang.assistant.search.words import key_of

#: What has only some of the words, and less than this part of the best score, is left out.
SHARE_OF_BEST = 0.12
GUIDE_FOR_AN_ERRAND = 2.2
GUIDE_OTHERWISE = 1.4
PAPER_FOR_PAPERS = 1.3
NO_LONGER_IN_FORCE = 0.3
FRESH_NEWS = 0.4
FRESH_PAPER = 0.15
_YEAR_DAYS = 365
_TIMELY = frozenset({"news", "notice"})


@dataclass(frozen=True)
class Ranked:
    entry: Entry
    score: float
    is_exact: bool
    #: The part of the question's words that is there at all.
    coverage: float


def rank(candidates: Iterable[Candidate], *, question: Question, today: date) -> list[Ranked]:
    """Order the candidates: the exact title first, then by score, never one repealed on top."""
    ranked = [_ranked(candidate, question, today) for candidate in candidates]
    least = max((one.score for one in ranked), default=0.0) * SHARE_OF_BEST
    kept = [one for one in ranked if one.is_exact or one.coverage == 1 or one.score >= least]
    kept.sort(key=lambda one: (not one.is_exact, -one.score, one.entry.path))
    return _valid_on_top(kept)


def _valid_on_top(ranked: list[Ranked]) -> list[Ranked]:
    """Let the best that is in force lead; what is repealed comes right after it at the earliest."""
    valid = next((at for at, one in enumerate(ranked) if one.entry.is_in_force), 0)
    return [ranked[valid], *ranked[:valid], *ranked[valid + 1 :]] if ranked else []


def _ranked(candidate: Candidate, question: Question, today: date) -> Ranked:
    entry = candidate.entry
    is_exact = any(key_of(name) == question.key for name in (*entry.names, entry.doc_number))
    coverage = _coverage(entry, question)
    factors = (
        0.5 + coverage,
        _kind_factor(entry, question),
        _name_factor(entry, question),
        _keyword_factor(entry, question),
        _recency_factor(entry, today),
        1.0 if entry.is_in_force else NO_LONGER_IN_FORCE,
    )
    return Ranked(entry, candidate.fit * math.prod(factors), is_exact, coverage)


def _kind_factor(entry: Entry, question: Question) -> float:
    if entry.kind == "guide":
        if question.is_about_papers:
            return 1.0
        return GUIDE_FOR_AN_ERRAND if question.is_errand else GUIDE_OTHERWISE
    return PAPER_FOR_PAPERS if question.is_about_papers and entry.kind == "policy" else 1.0


def _coverage(entry: Entry, question: Question) -> float:
    """Tell how many of the question's words are there at all: two different ones beat one twice."""
    said = (*entry.names, *entry.keywords, entry.summary, entry.department, entry.body)
    text = "\n".join(said).lower()
    covered = sum(any(word in text for word in group) for group in question.words)
    return covered / max(len(question.words), 1)


def _name_factor(entry: Entry, question: Question) -> float:
    """Tell how much of a name and the question are the same run of characters."""
    best = 1.0
    for key in map(key_of, entry.names):
        if key and len(question.key) > 1 and (key in question.key or question.key in key):
            shorter, longer = sorted((len(key), len(question.key)))
            best = max(best, 1.0 + shorter / longer)
    return best


def _keyword_factor(entry: Entry, question: Question) -> float:
    """Tell how much of the question is a thing people are known to say for this document."""
    lengths = [len(key) for key in map(key_of, entry.keywords) if key and key in question.key]
    return 1.0 + max(lengths, default=0) / max(len(question.key), 1)


def _recency_factor(entry: Entry, today: date) -> float:
    if entry.published_at is None or entry.kind == "guide":
        return 1.0
    days = max(0, (today - timezone.localdate(entry.published_at)).days)
    weight = FRESH_NEWS if entry.kind in _TIMELY else FRESH_PAPER
    return 1.0 + weight * math.exp(-days / _YEAR_DAYS)
