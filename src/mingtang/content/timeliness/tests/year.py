"""A year of policies, simulated with the real commands and sweeps on a real database.

Time is frozen and moved from office hour to office hour. Holidays are added, reviewers fall ill with
and without stand-ins, sources deliver days late, and the worker is down for hours and days.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import time_machine
from wagtail.models import TaskState, Workflow
from wagtail.signal_handlers import disable_reference_index_auto_update

from mingtang.content.pages.models import ArticlePage
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.publishing.staleness import waking_once
from mingtang.content.reviewing.commands import Seen, approve_text, proofread_text, return_text
from mingtang.content.reviewing.delegating import Absence, delegate_level
from mingtang.content.reviewing.levels import WORKFLOW_NAME, Level
from mingtang.content.reviewing.models import Decision
from mingtang.content.reviewing.reminding import remind_reviewers
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import staff
from mingtang.content.timeliness.commands import link_page, release_clock, start_clock
from mingtang.content.timeliness.models import Clock
from mingtang.content.timeliness.sweeping import sweep_clocks, sweep_expiries
from mingtang.content.timeliness.tests.oracle import Oracle, Policy, Verdict, WorkingDays
from mingtang.kernel.calendar.table import HOLIDAYS
from mingtang.kernel.identity import Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE_HOURS = (time(9, 30), time(11), time(14, 30), time(16, 30))
NIGHT = time(23, 50)
#: The job runs every quarter of an hour; nothing it looks at moves between these.
SWEPT = (time(14, 30), NIGHT)
#: Acts one person signs between two looks at the clock.
ACTS_PER_HOUR = 5
#: Long enough for the law's 20 working days to pass after the last one.
RUN_OUT = timedelta(days=42)
CALENDAR_END = date(2027, 12, 31)


@dataclass
class Person:
    """A reviewer, and when they are away."""

    actor: Actor
    level: Level
    away: list[tuple[date, date]] = field(default_factory=list)
    #: (first day, last day, who) of those absences for which somebody stands in.
    stand_ins: list[tuple[date, date, Actor]] = field(default_factory=list)

    def acting(self, day: date) -> Actor | None:
        """Return who does this person's work on a day, if anybody."""
        if not any(first <= day <= last for first, last in self.away):
            return self.actor
        for first, last, who in self.stand_ins:
            if first <= day <= last:
                return who
        return None


class Year:
    """Everything that happens, drawn from one seed, and the stepping through it."""

    def __init__(self, *, policies: int, seed: int, first: date, days: int) -> None:
        self.chance = Random(seed)
        self.first, self.last = first, first + timedelta(days=days)
        self.closed = {self._day() for _ in range(max(2, days // 45))}
        self.working = WorkingDays(first - timedelta(days=60), CALENDAR_END, closed=self.closed)
        self.down = self._spells(max(2, days // 30), shortest=3, longest=120)
        self.failed = self._spells(max(2, days // 40), shortest=48, longest=400)
        self.policies = [self._policy(number) for number in range(policies)]
        self.oracle = Oracle(self.working)
        self.queues: dict[int, list[Policy]] = {level: [] for level in Level}
        #: Task state → since when, for what stands at a level now.
        self.standing: dict[int, tuple[int, datetime]] = {}

    def run(self) -> Verdict:
        with self._frozen() as traveller:
            self._set_out()
            for moment in self._moments():
                traveller.move_to(moment)
                self._step(moment)
            return self._judge()

    # What is drawn

    def _day(self) -> date:
        return self.first + timedelta(days=self.chance.randrange((self.last - self.first).days))

    def _spells(
        self, number: int, *, shortest: int, longest: int
    ) -> list[tuple[datetime, datetime]]:
        begins = [_at(self._day(), time(self.chance.randrange(24))) for _ in range(number)]
        return [
            (begin, begin + timedelta(hours=self.chance.randint(shortest, longest)))
            for begin in begins
        ]

    def _policy(self, number: int) -> Policy:
        chance, issued = self.chance, self._day()
        arrives = _at(issued, time(15)) + timedelta(hours=chance.choice((0, 2, 18, 20)))
        for begin, end in self.failed:
            if begin <= arrives <= end:
                arrives = end
        expires = (
            issued + timedelta(days=chance.randint(20, 320)) if chance.random() < 0.2 else None
        )
        fate = chance.choices(("published", "forgotten", "released", "withdrawn"), (93, 2, 2, 3))[0]
        return Policy(
            number,
            issued,
            arrives,
            is_from_cms=chance.random() < 0.3,
            expires_on=expires,
            fate=fate,
            returns_at_level=chance.choices((0, 1, 2, 3), (90, 4, 3, 3))[0],
        )

    # Setting out

    def _set_out(self) -> None:
        self.column, self.editor = make.column(), staff("周敏", "editor")
        self.department = make.department()
        self.workflow = Workflow.objects.get(name=WORKFLOW_NAME)
        self.helpers = [staff(f"代办{number}", "editor") for number in range(6)]
        self.people = [
            Person(staff(f"{level.label}{number}", level.role), level)
            for level in Level
            for number in (1, 2)
        ]
        self.releaser = self.people[-1].actor
        for place, person in enumerate(self.people):
            self._draw_absences(person, self.helpers[place])

    def _draw_absences(self, person: Person, helper: Actor) -> None:
        begins = sorted({self._day() for _ in range(max(2, (self.last - self.first).days // 40))})
        for begin, following in pairwise([*begins, self.last]):
            end = min(
                begin + timedelta(days=self.chance.randint(0, 9)), following - timedelta(days=1)
            )
            person.away.append((begin, end))
            if self.chance.random() < 0.5:
                person.stand_ins.append((begin, end, helper))
                delegate_level(
                    actor=self.releaser,
                    absence=Absence(
                        level=person.level,
                        absent_id=person.actor.id,
                        stand_in_id=helper.id,
                        begins_on=begin,
                        ends_on=end,
                        reason="出差",
                    ),
                )

    # Stepping

    def _moments(self) -> Iterator[datetime]:
        day = self.first
        while day <= self.last + RUN_OUT:
            hours = OFFICE_HOURS if day in self.working else ()
            yield from (_at(day, hour) for hour in (*hours, NIGHT))
            day += timedelta(days=1)

    def _step(self, now: datetime) -> None:
        if now.time() != NIGHT:
            self._write(now)
            self._review(now)
        is_up = not any(begin <= now <= end for begin, end in self.down)
        if is_up and now.time() in SWEPT:
            self._sweep(now)

    def _write(self, now: datetime) -> None:
        """Take in what has arrived, put drafts on their way, let go of some, take some off again."""
        for one in self.policies:
            if not one.is_known and now >= one.arrives_at:
                self._take_in(one)
            elif self._is_let_go(one, now):
                release_clock(actor=self.releaser, reference=one.reference, reason="不主动公开")
                one.released_at = now
            elif self._is_taken_off(one, now):
                withdraw_page(actor=self.releaser, page_number=one.page, reason="要改")
                one.withdrawn_at = now

    def _is_let_go(self, one: Policy, now: datetime) -> bool:
        waited = now - one.arrives_at > timedelta(days=9)
        is_open = one.is_known and not one.released_at and one.fate == "released"
        # The clock of a draft begins with the first sweep that sees it.
        return is_open and waited and Clock.objects.filter(reference=one.reference).exists()

    def _is_taken_off(self, one: Policy, now: datetime) -> bool:
        if one.fate != "withdrawn" or one.withdrawn_at or one.published_at is None:
            return False
        return now - one.published_at > timedelta(days=40)

    def _take_in(self, one: Policy) -> None:
        title = f"第{one.number}号办法"
        if not one.is_from_cms:
            one.reference = f"laigao-{one.number}"
            start_clock(
                reference=one.reference,
                title=title,
                department=self.department.name,
                issued_on=one.issued_on,
            )
        page = self._draft(one, title)
        one.page, one.digest, one.is_known = page.pk, digest_of(page), True
        if one.is_from_cms:
            one.reference = f"page:{page.pk}"
        else:
            link_page(reference=one.reference, page_number=page.pk)
        if one.fate in ("published", "withdrawn"):
            self._send(one, page)

    def _draft(self, one: Policy, title: str) -> Any:
        page = ArticlePage(
            title=title,
            slug=_slug(one),
            live=False,
            kind="policy",
            source="市公安局",
            issuer="市公安局",
            validity="有效",
            department=self.department,
            issued_on=one.issued_on,
            expires_on=one.expires_on,
            body=[{"type": "paragraph", "value": "<p>自公布之日起施行。</p>"}],
        )
        self.column.refresh_from_db()
        self.column.add_child(instance=page)
        page.save_revision(user=make.user_of(self.editor), clean=False)
        return page

    def _send(self, one: Policy, page: Any) -> None:
        self.workflow.start(page, make.user_of(self.editor))
        self._stand(one, 1)

    def _stand(self, one: Policy, level: int) -> None:
        """Note that a text has come to a level; past the last one it is public."""
        one.level, one.act = level, 0
        self.standing.pop(one.page, None)
        if level in self.queues:
            state = TaskState.objects.filter(
                workflow_state__object_id=str(one.page), status=TaskState.STATUS_IN_PROGRESS
            ).get()
            self.standing[one.page] = (state.pk, state.started_at.astimezone(SHANGHAI))
            self.queues[level].append(one)

    def _review(self, now: datetime) -> None:
        for person in self.people:
            actor = person.acting(now.date())
            if actor is None:
                continue
            # The queue as it is when they sit down; what they send up is for the next level.
            for one in self.queues[person.level][: ACTS_PER_HOUR // 2 + 1]:
                self._act(person, actor, one, now)

    def _act(self, person: Person, actor: Actor, one: Policy, now: datetime) -> None:
        seen = Seen(self.standing[one.page][0], one.digest)
        if one.returns_at_level == person.level:
            one.returns_at_level = 0
            return_text(actor=actor, seen=seen, comment="依据要写全")
            self.queues[person.level].remove(one)
            self._send(one, ArticlePage.objects.get(pk=one.page))
            return
        proofread_text(actor=actor, seen=seen)
        approve_text(actor=actor, seen=seen)
        self.queues[person.level].remove(one)
        self._stand(one, person.level + 1)
        if person.level == Level.FINAL:
            one.published_at = now

    def _sweep(self, now: datetime) -> None:
        sweep_clocks()
        sweep_expiries()
        remind_reviewers()
        self.oracle.verdict.sweeps += 1
        self.oracle.look(now, self.policies)
        public = [one for one in self.policies if one.published_at and not one.withdrawn_at]
        self.oracle.look_at_expiries(now.date(), public)
        for state, since in self.standing.values():
            self.oracle.look_at_level(now, state, since)

    def _judge(self) -> Verdict:
        paths = {f"/{self.column.slug}/{_slug(one)}/": one.page for one in self.policies}
        verdict = self.oracle.judge(self.last + RUN_OUT, self.policies, paths)
        verdict.by_stand_ins = Decision.objects.exclude(standing_in_for_id=None).count()
        return verdict

    @contextmanager
    def _frozen(self) -> Iterator[Any]:
        """Freeze time, add the closing days to the calendar, and keep what is beside the matter away."""
        calendar = "mingtang.kernel.calendar.days.HOLIDAYS"
        with ExitStack() as stack:
            stack.enter_context(patch(calendar, frozenset(HOLIDAYS | self.closed)))
            stack.enter_context(disable_reference_index_auto_update())
            stack.enter_context(waking_once())
            begin = _at(self.first, time(0))
            yield stack.enter_context(time_machine.travel(begin, tick=False))


def _slug(one: Policy) -> str:
    return f"zhengce-{one.number}"


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI)
