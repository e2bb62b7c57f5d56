"""The report as one page that can be read, mailed and printed; it needs nothing from anywhere."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from mingtang.operations.survey.findings import Finding, Report, Verdict
from mingtang.operations.survey.report.words import (
    CONFIDENCE,
    VERDICTS,
    full,
    moment,
    points,
    rules_found,
    summary,
)
from mingtang.operations.survey.rules import HINT, Rule

_PAGE = Template(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))
_MOST_ROWS = 500
_TONES = {Verdict.VETO: "bad", Verdict.DEDUCTIONS: "soon", Verdict.CLEAN: "good"}


def as_html(report: Report) -> str:
    return _PAGE.substitute(
        site=escape(report.site),
        address=escape(report.address),
        when=escape(f"{moment(report.began_at)} 至 {moment(report.ended_at)}"),
        scope=escape(f"{report.pages} 个网页，{report.files} 个附件和图片")
        + ("" if report.is_complete else "。<b>检查没有做完，只报告了已经看到的。</b>"),
        verdict=escape(VERDICTS[report.verdict]),
        tone=_TONES[report.verdict],
        summary=escape(summary(report)),
        score=escape(points(report.score)),
        deducted=escape(points(report.deducted)),
        vetoes="".join(_vetoes(report)),
        contents="".join(_contents(report)),
        problems="".join(_problems(report)),
        manual="".join(_manual(report)),
    )


def _vetoes(report: Report) -> Iterator[str]:
    for veto in report.vetoes:
        word = "否决" if veto.is_vetoed else "没有否决"
        tone = " class='bad'" if veto.is_vetoed else ""
        yield (
            f"<tr{tone}><th scope='row'>{escape(veto.name)}</th>"
            f"<td>{veto.found}</td><td>{escape(f'{points(veto.limit)} {veto.unit}')}</td><td>{word}</td></tr>"
        )


def _contents(report: Report) -> Iterator[str]:
    for rule, findings in rules_found(report):
        taken = report.deductions.get(rule.id)
        told = f"扣 {points(taken)} 分" if taken else ("否决项" if rule.veto else "不扣分")
        yield (
            f"<li><a href='#{escape(rule.id)}'>{escape(rule.name)}</a>"
            f"<span>{len(findings)} 处，{escape(told)}</span></li>"
        )


def _problems(report: Report) -> Iterator[str]:
    for rule, findings in rules_found(report):
        hint = "，提示" if rule.severity == HINT else ""
        yield (
            f"<section id='{escape(rule.id)}'><h3>{escape(rule.name)} <small>{len(findings)} 处{hint}</small></h3>"
            f"<p class='source'>{escape(rule.indicator)}。出处：{escape(rule.source)}"
            f"（{escape(CONFIDENCE.get(rule.confidence, rule.confidence))}）</p><ol>"
        )
        yield from (_problem(report, finding) for finding in findings[:_MOST_ROWS])
        yield "</ol>" + _rest(rule, len(findings)) + "</section>"


def _problem(report: Report, finding: Finding) -> str:
    target = full(report, finding.target)
    more = "；".join(filter(None, (target, finding.evidence)))
    return (
        f"<li><b>{escape(finding.problem)}</b>{_link(full(report, finding.where))}"
        + (f"<span class='more'>{escape(more)}</span>" if more else "")
        + "</li>"
    )


def _link(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return f"<span class='more'>{escape(address)}</span>"
    return f"<a href='{escape(address, quote=True)}' rel='noreferrer'>{escape(address)}</a>"


def _rest(rule: Rule, number: int) -> str:
    left = number - _MOST_ROWS
    return f"<p>另有 {left} 处，见检查表。</p>" if left > 0 else ""


def _manual(report: Report) -> Iterator[str]:
    for manual in report.manual:
        yield (
            f"<tr><th scope='row'>{escape(manual.what)}</th><td>{escape(manual.why)}</td>"
            f"<td>{escape(manual.indicator)}</td></tr>"
        )
