"""The report in a few lines for the terminal."""

from collections.abc import Iterator

from mingtang.operations.survey.findings import Report
from mingtang.operations.survey.report.words import VERDICTS, full, points, rules_found

_EXAMPLES = 3


def lines_of(report: Report) -> Iterator[str]:
    yield f"{report.site}　{report.address}"
    yield f"{report.pages} 个网页，{report.files} 个附件和图片"
    yield f"{VERDICTS[report.verdict]}　得分 {points(report.score)}，扣 {points(report.deducted)} 分"
    for veto in report.vetoes:
        if veto.found:
            mark = "✗" if veto.is_vetoed else "!"
            yield f"{mark} {veto.name}：{veto.found}（{points(veto.limit)} {veto.unit}算否决）"
    for rule, findings in rules_found(report):
        yield f"- {rule.name}：{len(findings)} 处"
        for finding in findings[:_EXAMPLES]:
            yield f"    {finding.problem}  {full(report, finding.where)}"
        if len(findings) > _EXAMPLES:
            yield f"    另有 {len(findings) - _EXAMPLES} 处"
    yield f"还有 {len(report.manual)} 项要人看，见报告。"
