"""Findings, and what they come to: points, vetoes and the verdict."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mingtang.operations.survey.rules import HINT, Rule, Rules

MOST_EXAMPLES = 10


@dataclass(frozen=True, kw_only=True)
class Finding:
    rule: str
    #: Address of the page on which people see it.
    where: str
    problem: str
    #: What on the page is wrong: a link, a file, another page.
    target: str = ""
    evidence: str = ""


class Verdict(StrEnum):
    CLEAN = "clean"
    DEDUCTIONS = "deductions"
    VETO = "veto"


@dataclass(frozen=True, kw_only=True)
class VetoResult:
    id: str
    name: str
    limit: float
    unit: str
    found: int
    is_vetoed: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Manual:
    """Something that a person must look at."""

    indicator: str
    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Report:
    site: str
    address: str
    origin: str
    began_at: datetime
    ended_at: datetime
    is_complete: bool
    pages: int
    files: int
    findings: Sequence[Finding]
    vetoes: Sequence[VetoResult]
    manual: Sequence[Manual]
    #: Address of a page -> who is named as its source: whom to ask.
    sources: Mapping[str, str] = field(default_factory=dict, repr=False)
    #: External addresses nobody could verify: not found again is not mended.
    unverified: frozenset[str] = frozenset()
    rules: Rules = field(repr=False)

    @property
    def deducted(self) -> float:
        return round(sum(self.deductions.values()), 1)

    @property
    def deductions(self) -> dict[str, float]:
        """Points taken off for each rule, never more than the rule allows."""
        counts = Counter(finding.rule for finding in self.findings)
        points = {rule: self._points(self.rules[rule], number) for rule, number in counts.items()}
        return {rule: number for rule, number in points.items() if number}

    @property
    def score(self) -> float:
        return round(max(self.rules.total - self.deducted, 0), 1)

    @property
    def verdict(self) -> Verdict:
        if any(veto.is_vetoed for veto in self.vetoes):
            return Verdict.VETO
        is_wrong = any(self.rules[finding.rule].severity != HINT for finding in self.findings)
        return Verdict.DEDUCTIONS if is_wrong else Verdict.CLEAN

    def of(self, rule: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.rule == rule]

    @staticmethod
    def _points(rule: Rule, number: int) -> float:
        points = rule.deduction * number
        return min(points, rule.most) if rule.most else points


def count_vetoes(findings: Iterable[Finding], rules: Rules) -> list[VetoResult]:
    """Count what stands for each veto. V2's percentage is worked out by the check of availability."""
    counts: Counter[str] = Counter()
    for finding in findings:
        rule = rules[finding.rule]
        counts[rule.veto] += rule.weight
    results = []
    for veto in rules.vetoes.values():
        found = counts[veto.id]
        limit = 1 if veto.unit.startswith("%") else veto.value
        results.append(
            VetoResult(
                id=veto.id,
                name=veto.name,
                limit=veto.value,
                unit=veto.unit,
                found=found,
                is_vetoed=found >= limit,
            )
        )
    return results


def grouped(findings: Iterable[Finding], rules: Rules) -> list[Finding]:
    """Put the many pages with one fault together, and drop what was found twice."""
    kept: list[Finding] = []
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        if rules[finding.rule].grouped:
            groups.setdefault((finding.rule, finding.problem), []).append(finding)
        else:
            kept.append(finding)
    order = {rule: number for number, rule in enumerate(rules.rules)}
    kept += [_together(rows) for rows in groups.values()]
    return sorted(kept, key=lambda finding: (order[finding.rule], finding.where, finding.target))


def _together(rows: Sequence[Finding]) -> Finding:
    first = rows[0]
    if len(rows) == 1:
        return first
    examples = "、".join(row.where for row in rows[:MOST_EXAMPLES])
    return Finding(
        rule=first.rule,
        where=first.where,
        target=first.target,
        problem=f"{first.problem}（{len(rows)} 页）",
        evidence=f"如 {examples}" + (" 等" if len(rows) > MOST_EXAMPLES else ""),
    )
