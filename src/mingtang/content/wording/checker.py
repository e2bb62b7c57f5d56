"""Runs every rule over a text and returns findings, worst first in each place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mingtang.content.wording.idioms import idiom_hits
from mingtang.content.wording.leaders import Leaders
from mingtang.content.wording.model import Category, Entry, Finding, Hit, Leader, Text
from mingtang.content.wording.numbers import number_hits
from mingtang.content.wording.patterns import pattern_hits
from mingtang.content.wording.personal import personal_hits
from mingtang.content.wording.phrases import phrase_hits
from mingtang.content.wording.punctuation import punctuation_hits
from mingtang.content.wording.rules import rules
from mingtang.content.wording.words import Words

_CONTEXT = 16
#: A text with more than these is not one for people; the worst are told.
_MOST_FINDINGS = 2000


class Checker:
    """Compiled once for a lexicon and a register; safe to use from many threads."""

    def __init__(self, *, entries: Iterable[Entry], leaders: Iterable[Leader] = ()) -> None:
        self._words = Words(entries)
        self._leaders = Leaders(leaders)

    def findings(self, text: Text) -> list[Finding]:
        private = [_finding(hit, text.words) for hit in personal_hits(text)]
        shown = _without(text.words, private)
        found = [*private, *self._entries(text)]
        found += [_finding(hit, shown) for hit in self._hits(text)]
        return _told_once([_with_context(finding, shown) for finding in found])

    def _entries(self, text: Text) -> Iterator[Finding]:
        for entry, start, end in self._words.hits(text.words):
            yield Finding(
                rule=f"word:{entry.wrong}",
                word=text.words[start:end],
                suggestion=entry.right,
                category=entry.category,
                severity=entry.severity,
                basis=entry.basis,
                start=start,
                end=end,
            )

    def _hits(self, text: Text) -> Iterator[Hit]:
        yield from phrase_hits(text)
        yield from idiom_hits(text)
        yield from pattern_hits(text)
        yield from punctuation_hits(text)
        yield from number_hits(text)
        yield from self._leaders.hits(text)


def finding_of(hit: Hit, *, word: str, context: str = "") -> Finding:
    """Look up in the table of rules what kind of finding a hit is."""
    rule = rules()[hit.rule]
    return Finding(
        rule=hit.rule,
        word=hit.shown or word,
        suggestion=hit.suggestion,
        category=rule.category,
        severity=rule.severity,
        basis=rule.basis,
        context=context,
        start=hit.start,
        end=hit.end,
    )


def _finding(hit: Hit, words: str) -> Finding:
    return finding_of(hit, word=words[hit.start : hit.end])


def _without(words: str, private: Sequence[Finding]) -> str:
    """The text with personal numbers blotted out, so that no context shows one."""
    for finding in private:
        size = finding.end - finding.start
        words = words[: finding.start] + finding.word[:size].ljust(size, "*") + words[finding.end :]
    return words


def _with_context(finding: Finding, words: str) -> Finding:
    start = words.rfind("\n", 0, finding.start) + 1
    stop = words.find("\n", finding.end)
    start = max(start, finding.start - _CONTEXT)
    stop = min(len(words) if stop < 0 else stop, finding.end + _CONTEXT)
    context = words[start:stop]
    blank = len(context) - len(context.lstrip())
    return replace(finding, context=context.strip(), at=finding.start - start - blank)


def _told_once(findings: list[Finding]) -> list[Finding]:
    """Of findings that lie in each other only the worst stays, of equals the longest."""
    by_weight = sorted(findings, key=lambda f: (f.severity.rank, f.start - f.end, f.start))
    kept: list[Finding] = []
    taken: set[int] = set()
    for finding in by_weight[:_MOST_FINDINGS]:
        places = range(finding.start, finding.end)
        if finding.category != Category.PERSONAL and any(place in taken for place in places):
            continue
        taken.update(places)
        kept.append(finding)
    return sorted(kept, key=lambda f: (f.severity.rank, f.start))
