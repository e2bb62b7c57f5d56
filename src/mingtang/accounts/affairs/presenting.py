"""Cases in the words and dates of a page, ready to be printed.

The template only prints: twenty date filters on one page took longer than its queries.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from mingtang.accounts.affairs.models import Affair, Stage, Step

STEP_STATES = {Stage.NEEDS_CORRECTION: "is-you"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownStep:
    number: str
    state: str
    word: str
    when: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownAffair:
    title: str
    reference: str
    address: str
    department: str
    word: str
    note: str
    submitted: str
    promised: str
    correct_by: str
    changed: str
    steps: tuple[ShownStep, ...] = ()


def shown(affair: Affair, *, with_steps: bool = False) -> ShownAffair:
    return ShownAffair(
        title=affair.item_title,
        reference=affair.case_reference,
        address=affair.address,
        department=affair.department,
        word=Stage(affair.stage).label,
        note=affair.note,
        submitted=_day(timezone.localtime(affair.submitted_at)) if affair.submitted_at else "",
        promised=_day(affair.promised_on),
        correct_by=_day(affair.correct_by),
        changed=f"{timezone.localtime(affair.changed_at):%m-%d}",
        steps=_steps(affair.steps) if with_steps else (),
    )


def _steps(steps: list[Step]) -> tuple[ShownStep, ...]:
    return tuple(
        ShownStep(
            number=str(number),
            state="is-done" if step is not steps[-1] else STEP_STATES.get(step.stage, "is-now"),
            word=step.stage.label,
            when=f"{timezone.localtime(step.at):%m-%d %H:%M}",
            note=step.note,
        )
        for number, step in enumerate(steps, start=1)
    )


def _day(day: date | datetime | None) -> str:
    return f"{day.month} 月 {day.day} 日" if day else ""
