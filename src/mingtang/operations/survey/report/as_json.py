"""The report for programs; its keys are documented in docs/reference/inspection-rules.md."""

from dataclasses import asdict
from typing import Any

from mingtang.operations.survey.findings import Report

VERSION = 1


def as_plain(report: Report) -> dict[str, Any]:
    rules = report.rules
    return {
        "version": VERSION,
        "site": report.site,
        "address": report.address,
        "origin": report.origin,
        "began_at": report.began_at.isoformat(),
        "ended_at": report.ended_at.isoformat(),
        "is_complete": report.is_complete,
        "pages": report.pages,
        "files": report.files,
        "verdict": report.verdict.value,
        "score": report.score,
        "deducted": report.deducted,
        "vetoes": [asdict(veto) for veto in report.vetoes],
        "deductions": report.deductions,
        "findings": [
            {
                **asdict(finding),
                "name": rules[finding.rule].name,
                "indicator": rules[finding.rule].indicator,
                "severity": rules[finding.rule].severity,
                "veto": rules[finding.rule].veto,
                "source": rules[finding.rule].source,
                "confidence": rules[finding.rule].confidence,
            }
            for finding in report.findings
        ],
        "manual": [asdict(manual) for manual in report.manual],
    }
