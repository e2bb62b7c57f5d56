"""Reports of the own site, with only the interesting part left to say."""

from datetime import UTC, datetime
from typing import Any

from mingtang.operations.survey.findings import Finding, Report, count_vetoes
from mingtang.operations.survey.rules import load_rules

AT = datetime(2026, 11, 25, tzinfo=UTC)


def finding(number: int = 1, rule: str = "link-dead", **more: str) -> Finding:
    told = {"where": f"/{number}/", "target": "/x/", "problem": "链接打不开", **more}
    return Finding(rule=rule, **told)


def report(*findings: Finding, **more: Any) -> Report:
    rules = load_rules()
    told: dict[str, Any] = {
        "site": "明州市人民政府",
        "address": "https://mingzhou.gov.example/",
        "origin": "/site",
        "began_at": AT,
        "ended_at": AT,
        "is_complete": True,
        "pages": 10,
        "files": 1,
        "findings": findings,
        "vetoes": count_vetoes(findings, rules),
        "manual": [],
        "rules": rules,
    }
    return Report(**{**told, **more})
