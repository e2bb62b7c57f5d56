"""Cases and messages in the words and dates of a page, ready to be printed.

The template only prints, and what it has printed once is remembered by its content: most visits to
我的 find what the last one found.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from mingtang.accounts.affairs.models import Affair, Stage, Step
from mingtang.accounts.affairs.queries import Overview
from mingtang.accounts.inbox.queries import Newest

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


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownMessage:
    subject: str
    address: str
    when: str
    is_read: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MyPage:
    """All that is special about one person's page."""

    waiting: tuple[ShownAffair, ...]
    running: tuple[ShownAffair, ...]
    done: tuple[ShownAffair, ...]
    has_more_done: bool
    messages: tuple[ShownMessage, ...]
    unread: int


def my_page(overview: Overview, newest: Newest, *, most_done: int) -> MyPage:
    return MyPage(
        waiting=tuple(shown(affair) for affair in overview.waiting),
        running=tuple(shown(affair, with_steps=True) for affair in overview.running),
        done=tuple(shown(affair) for affair in overview.done[:most_done]),
        has_more_done=len(overview.done) > most_done,
        messages=tuple(
            ShownMessage(
                subject=message.subject,
                address=message.own_address,
                when=message.received_on,
                is_read=message.read_at is not None,
            )
            for message in newest.messages
        ),
        unread=newest.unread,
    )


@lru_cache(maxsize=1000)
def printed(page: MyPage, part: str) -> SafeString:
    """Print one part of the page. The same content is the same print, whoever it belongs to."""
    return render_to_string(f"accounts_affairs/_{part}.html", {"page": page})


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
