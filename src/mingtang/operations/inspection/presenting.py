"""How a report is shown on the page: its verdict, and its findings by rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingtang.operations.inspection.models import Inspection
from mingtang.operations.survey.findings import Verdict
from mingtang.operations.survey.report.words import VERDICTS

_TONES = {Verdict.VETO: "bad", Verdict.CLEAN: "good"}
MOST_SHOWN = 200


@dataclass(frozen=True)
class Shown:
    word: str
    tone: str


@dataclass(frozen=True)
class Group:
    rule: str
    name: str
    indicator: str
    severity: str
    deducted: float
    findings: Sequence[dict[str, Any]]
    count: int


def verdict_of(inspection: Inspection) -> Shown | None:
    if not inspection.verdict:
        return None
    verdict = Verdict(inspection.verdict)
    return Shown(VERDICTS[verdict], _TONES.get(verdict, ""))


def groups_of(inspection: Inspection) -> list[Group]:
    told = inspection.report or {"findings": [], "deductions": {}}
    by_rule: dict[str, list[dict[str, Any]]] = {}
    for finding in told["findings"]:
        by_rule.setdefault(finding["rule"], []).append(finding)
    return [
        Group(
            rule=rule,
            name=findings[0]["name"],
            indicator=findings[0]["indicator"],
            severity=findings[0]["severity"],
            deducted=told["deductions"].get(rule, 0),
            findings=findings[:MOST_SHOWN],
            count=len(findings),
        )
        for rule, findings in by_rule.items()
    ]
