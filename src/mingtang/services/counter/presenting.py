"""What the pages of the counter show: known values by source, files beside their fields, words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from mingtang.services.cases.models import Case, CaseStatus, CaseStep, Part
from mingtang.services.cases.queries import Reading
from mingtang.services.catalogue.declaration import Kind
from mingtang.services.catalogue.queries import GuideVersion
from mingtang.services.forms.answers import Answer, Answers
from mingtang.services.forms.filling import Known, Question, Step
from mingtang.services.uploads.models import StoredFile
from mingtang.services.uploads.queries import names_of_files

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Source:
    """The values one office supplied at one time."""

    name: str
    fetched_at: datetime
    values: list[Known] = field(default_factory=list)


def by_source(known: Iterable[Known]) -> list[Source]:
    found: dict[tuple[str, datetime], Source] = {}
    for value in known:
        minute = value.fetched_at.replace(second=0, microsecond=0)
        source = found.setdefault((value.source, minute), Source(value.source, minute))
        source.values.append(value)
    return list(found.values())


@dataclass(frozen=True)
class AskedField:
    """A question with the file that already lies there."""

    question: Question
    file: StoredFile | None = None


def asked_fields(questions: Sequence[Question]) -> list[AskedField]:
    ids = [q.value for q in questions if q.field.is_file and q.value]
    files = names_of_files(ids)
    return [AskedField(question, files.get(question.value)) for question in questions]


def with_errors(step: Step, errors: Mapping[str, str]) -> Step:
    """Put the sentences about uploads beside their fields; they say more than “missing”."""
    if not errors:
        return step
    questions = tuple(
        replace(question, error=errors.get(question.field.name, question.error))
        for question in step.questions
    )
    return replace(step, questions=questions)


@dataclass(frozen=True)
class ShownAnswer:
    label: str
    value: str
    source: str
    fetched_at: datetime | None
    replaced: str
    file: StoredFile | None


@dataclass(frozen=True)
class ShownGroup:
    title: str
    number: int
    answers: list[ShownAnswer]


def shown_answers(
    answers: Answers, files: Mapping[str, StoredFile], *, is_masked: bool = True
) -> list[ShownGroup]:
    """Return the answers for a page: numbers half hidden for the screen, whole for the officer."""
    return [
        ShownGroup(
            group.title,
            number,
            [
                ShownAnswer(
                    label=answer.label,
                    value=_words(answer, is_masked=is_masked),
                    source=answer.source,
                    fetched_at=_moment(answer.fetched_at),
                    replaced=answer.replaced,
                    file=files.get(answer.value) if answer.is_file else None,
                )
                for answer in group.answers
            ],
        )
        for number, group in enumerate(answers.groups, start=1)
    ]


def _words(answer: Answer, *, is_masked: bool) -> str:
    if answer.is_file:
        return ""
    if answer.kind is Kind.DATE and (written := _DAY.fullmatch(answer.value)):
        year, month, there = map(int, written.groups())
        return f"{year} 年 {month} 月 {there} 日"
    return answer.masked if is_masked else answer.value


def _moment(text: str) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


@dataclass(frozen=True)
class Now:
    """Where a case stands, said to the applicant: a headline and a sentence."""

    title: str
    text: str


def where_it_stands(case: Case) -> Now:
    office = case.department.short or case.department.name
    due = f"预计 {day(case.due_on)}前给您结果。" if case.due_on else ""
    return {
        CaseStatus.SUBMITTED: Now("已经送到窗口", f"{office}正在看您的材料。{due}"),
        CaseStatus.ACCEPTED: Now("正在办", f"{office}已经受理，正在审查。{due}"),
        CaseStatus.NEEDS_CORRECTION: Now("等您补正", "补好以后时限接着算，不用重新排队。"),
        CaseStatus.CORRECTED: Now("补正收到了", f"{office}接着审查。{due}"),
        CaseStatus.GRANTED: Now("办好了", case.reason or "您的申请通过了。"),
        CaseStatus.REFUSED: Now("没有通过", case.reason),
        CaseStatus.WITHDRAWN: Now("已撤回", "您撤回了这次申请，需要时可以重新办。"),
    }[CaseStatus(case.status)]


#: How the timeline speaks to the applicant.
YOU = "您"


@dataclass(frozen=True)
class ShownStep:
    title: str
    text: str
    who: str
    happened_at: datetime | None
    state: str
    due_on: date | None = None


def shown_steps(
    steps: Sequence[CaseStep], case: Case, *, for_officer: bool = False
) -> list[ShownStep]:
    """Return the timeline, oldest first, and at its end who has the case now."""
    shown = [
        ShownStep(
            title=step.title.removeprefix(YOU) if for_officer else step.title,
            text=step.text,
            who=_who(step, applicant="申请人" if for_officer else ""),
            happened_at=timezone.localtime(step.happened_at),
            state="is-done",
        )
        for step in steps
    ]
    if case.needs_correction and shown:
        shown[-1] = replace(shown[-1], state="is-you")
    if case.is_in_hand:
        shown.append(_waiting_at_the_office(case))
    return shown


def _waiting_at_the_office(case: Case) -> ShownStep:
    return ShownStep(
        title="等待受理" if case.status == CaseStatus.SUBMITTED else "正在审查",
        text="",
        who=case.department.name,
        happened_at=None,
        state="is-now",
        due_on=case.due_on,
    )


def _who(step: CaseStep, *, applicant: str) -> str:
    if step.department:
        return f"{step.department}，经办人 {step.person}" if step.person else step.department
    return applicant if step.part == Part.APPLICANT else "系统"


def day(value: date | None) -> str:
    return (
        f"{value.month} 月 {value.day} 日（周{'一二三四五六日'[value.weekday()]}）" if value else ""
    )


@dataclass
class Look:
    """How often somebody looked at the data of a case for the same purpose, and when last."""

    reading: Reading
    times: int = 0


def looks_at(readings: Iterable[Reading]) -> list[Look]:
    """Put together what one person read for one purpose; `readings` come newest first."""
    looks: dict[tuple[str, str, str, str], Look] = {}
    for reading in readings:
        key = (reading.department, reading.person, reading.what, reading.purpose)
        looks.setdefault(key, Look(reading)).times += 1
    return list(looks.values())


def outcome_of(case: Case, version: GuideVersion) -> str:
    """Return what the applicant gets and how, once the case is granted."""
    result = version.content.get("result") or {}
    if case.status != CaseStatus.GRANTED or not result.get("name"):
        return ""
    ways = "、".join(result.get("delivery") or ())
    return f"{result['name']}（{ways}）" if ways else str(result["name"])


def errand_facts(version: GuideVersion) -> dict[str, Any]:
    """Return what stands beside the form: how long, how much, what need not be handed in."""
    fee = version.content.get("fee") or {}
    return {
        "promised": version.promised.words if version.promised else "",
        "fee": fee.get("text", ""),
        "result": (version.content.get("result") or {}).get("name", ""),
        "conditions": version.content.get("conditions") or (),
        "shared": version.shared_materials,
        "phone": version.content.get("phone", ""),
    }
