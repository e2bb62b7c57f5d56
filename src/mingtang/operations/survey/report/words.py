"""How a report says things: the verdict in a sentence, addresses in full, points without needless zeros."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from mingtang.operations.survey.findings import Finding, Report, Verdict
from mingtang.operations.survey.rules import HINT, Rule

SHANGHAI = ZoneInfo("Asia/Shanghai")
VERDICTS = {
    Verdict.VETO: "单项否决：不合格",
    Verdict.DEDUCTIONS: "没有单项否决，有扣分",
    Verdict.CLEAN: "没有发现问题",
}
CONFIDENCE = {"C": "已核对原文", "M": "凭记忆，用前请核对", "I": "推断"}


def moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def full(report: Report, address: str) -> str:
    if not address.startswith("/"):
        return address
    scheme_and_host = "/".join(report.address.split("/", 3)[:3])
    return f"{scheme_and_host}{address}"


def points(number: float) -> str:
    return f"{number:g}"


def summary(report: Report) -> str:
    vetoed = [veto.name for veto in report.vetoes if veto.is_vetoed]
    if vetoed:
        return f"有 {len(vetoed)} 项单项否决：{'、'.join(vetoed)}。"
    if report.verdict is Verdict.CLEAN:
        return "机器能查的项目都没有发现问题。还要人看的项目列在后面。"
    return f"没有单项否决，扣 {points(report.deducted)} 分。"


def rules_found(report: Report) -> Sequence[tuple[Rule, Sequence[Finding]]]:
    """Return the rules something was found for, in the order of the check table, hints last."""
    found = [(rule, report.of(rule.id)) for rule in report.rules.rules.values()]
    kept = [(rule, findings) for rule, findings in found if findings]
    return sorted(kept, key=lambda pair: pair[0].severity == HINT)
