"""Following up: each finding has a task, and a task closes when a later inspection no longer finds it."""

from collections.abc import Iterator

from django.utils import timezone

from mingtang.kernel.identity import Actor
from mingtang.operations.inspection.ordering import department_of
from mingtang.operations.survey.findings import Finding, Report
from mingtang.operations.survey.report.words import full
from mingtang.operations.survey.rules import HINT, Rule
from mingtang.operations.tasks.commands import (
    Wanted,
    close_task_when_fixed,
    open_task,
    subject_key,
)
from mingtang.operations.tasks.deadlines import due_after
from mingtang.operations.tasks.models import TaskKind, Urgency
from mingtang.operations.tasks.queries import open_subjects

#: More findings of one rule than this are one task: a list nobody works through helps nobody.
MOST_TASKS_OF_A_RULE = 100
SEVERE, ORDINARY = 1, 3
_DAYS = {"严重": SEVERE}
_DIVIDER = " | "


def follow_up(actor: Actor, report: Report) -> None:
    found = {subject_key(wanted.subject): wanted for wanted in _wanted(report)}
    for wanted in found.values():
        open_task(actor=actor, wanted=wanted)
    if not report.is_complete:
        return
    for subject in open_subjects(TaskKind.INSPECTION) - found.keys():
        if not _is_in_doubt(subject, report):
            close_task_when_fixed(
                actor=actor,
                kind=TaskKind.INSPECTION,
                subject=subject,
                because=f"{timezone.localdate().isoformat()} 巡检没有再发现",
            )


def _wanted(report: Report) -> Iterator[Wanted]:
    for rule in report.rules.rules.values():
        findings = report.of(rule.id) if rule.severity != HINT else []
        if len(findings) > MOST_TASKS_OF_A_RULE:
            yield _task_of_all(rule, findings, report)
        else:
            yield from (_task_of(rule, finding, report) for finding in findings)


def _task_of(rule: Rule, finding: Finding, report: Report) -> Wanted:
    source = report.sources.get(finding.where, "")
    evidence = [("看问题页面", finding.where)]
    if finding.target.startswith(("/", "http://", "https://")):
        evidence.append(("看问题对象", finding.target))
    return Wanted(
        kind=TaskKind.INSPECTION,
        subject=_subject(finding),
        title=finding.problem,
        text="\n".join(
            filter(None, (f"{rule.name}。{rule.indicator}，{rule.source}。", finding.evidence))
        ),
        department=department_of(source),
        due_on=due_after(timezone.localdate(), _DAYS.get(rule.severity, ORDINARY)),
        urgency=Urgency.LATE if rule.veto and rule.severity == "严重" else Urgency.NORMAL,
        evidence=evidence,
    )


def _task_of_all(rule: Rule, findings: list[Finding], report: Report) -> Wanted:
    return Wanted(
        kind=TaskKind.INSPECTION,
        subject=rule.id,
        title=f"{rule.name}：{len(findings)} 处",
        text=f"数量太多，合成一个任务，明细见巡检报告。如 {full(report, findings[0].where)}",
        department=department_of(""),
        due_on=due_after(timezone.localdate(), _DAYS.get(rule.severity, ORDINARY)),
        evidence=[("看巡检报告", "/operations/inspection/")],
    )


def _subject(finding: Finding) -> str:
    return _DIVIDER.join(filter(None, (finding.rule, finding.where, finding.target)))


def _is_in_doubt(subject: str, report: Report) -> bool:
    """A link that nobody could ask about today is not mended by that."""
    target = subject.rpartition(_DIVIDER)[2]
    return target in report.unverified
