"""What has to be true of a simulated year, worked out beside the product and in another way.

Working days are a plain list here and deadlines are places in it; the product counts day by day.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mingtang.content.reviewing.models import Reminder
from mingtang.content.timeliness.models import Clock
from mingtang.content.timeliness.queries import late_clocks
from mingtang.content.timeliness.tests.factories import told
from mingtang.kernel.calendar.table import HOLIDAYS, MAKE_UP_DAYS

SUNDAY_AND_SATURDAY = (5, 6)


class WorkingDays:
    """Every working day of some years, in a row."""

    def __init__(self, first: date, last: date, *, closed: Set[date]) -> None:
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        self.days = [day for day in days if self._is_worked(day, closed)]
        self._all = set(self.days)

    def __contains__(self, day: date) -> bool:
        return day in self._all

    def after(self, day: date, number: int) -> date:
        """Return the so-manieth working day after a day."""
        return self.days[bisect_right(self.days, day) + number - 1]

    @staticmethod
    def _is_worked(day: date, closed: Set[date]) -> bool:
        if day in MAKE_UP_DAYS:
            return True
        return day.weekday() not in SUNDAY_AND_SATURDAY and day not in HOLIDAYS | closed


@dataclass
class Policy:
    """One policy of the year, and what has become of it."""

    number: int
    issued_on: date
    #: When the file reaches us; late when its source had failed.
    arrives_at: datetime
    is_from_cms: bool
    expires_on: date | None
    fate: str = "published"
    returns_at_level: int = 0
    page: int = 0
    digest: str = ""
    reference: str = ""
    level: int = 0
    act: int = 0
    is_known: bool = False
    published_at: datetime | None = None
    released_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def over_on(self, today: date) -> date:
        """Return the day that counts: when it was public or let go, else today."""
        over = self.published_at or self.released_at
        return over.date() if over else today


@dataclass
class Verdict:
    """What the year came to, and every fault found."""

    policies: int = 0
    late: int = 0
    unlawful: int = 0
    visible: int = 0
    escalated: int = 0
    late_levels: int = 0
    by_stand_ins: int = 0
    expired: int = 0
    expired_without_notice: int = 0
    sweeps: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.faults and self.late == self.visible == self.escalated


@dataclass
class Oracle:
    """Watches the year step by step."""

    working: WorkingDays
    verdict: Verdict = field(default_factory=Verdict)
    seen_late: set[str] = field(default_factory=set)
    was_late: set[str] = field(default_factory=set)
    #: (page, stage) that had to be told of, because a sweep could see it.
    expiries: set[tuple[int, str]] = field(default_factory=set)
    #: Task states that were past their deadline while somebody looked.
    late_levels: set[int] = field(default_factory=set)

    def look(self, now: datetime, policies: Iterable[Policy]) -> None:
        """Compare what is shown as late right after a sweep with what is late."""
        today = now.date()
        waiting = [one for one in policies if one.is_known and not one.published_at]
        late = {
            one.reference
            for one in waiting
            if not one.released_at and today > self.working.after(one.issued_on, 3)
        }
        shown = set(late_clocks().values_list("reference", flat=True))
        self.verdict.faults += [f"{today}：{one} 晚了却看不见" for one in sorted(late - shown)]
        self.verdict.faults += [f"{today}：{one} 没有晚却说晚了" for one in sorted(shown - late)]
        self.was_late |= late
        self.seen_late |= late & shown

    def look_at_expiries(self, today: date, public: Iterable[Policy]) -> None:
        for one in public:
            if one.expires_on and today > one.expires_on:
                self.expiries.add((one.page, "expired"))
            elif one.expires_on and today >= one.expires_on - timedelta(days=30):
                self.expiries.add((one.page, "near"))

    def look_at_level(self, now: datetime, task_state: int, since: datetime) -> None:
        if now.date() > self.working.after(since.date(), 1):
            self.late_levels.add(task_state)

    def judge(self, today: date, policies: list[Policy], paths: dict[str, int]) -> Verdict:
        verdict = self.verdict
        verdict.policies = len(policies)
        announced = Counter(
            (one["reference"], one["stage"]) for one in told("policy-deadline-noticed")
        )
        self._judge_twice(announced, "时限")
        for one in policies:
            self._judge_policy(one, today, announced)
        self._judge_expiries(paths)
        self._judge_levels()
        return verdict

    def _judge_policy(self, one: Policy, today: date, announced: Counter[tuple[str, str]]) -> None:
        over, verdict = one.over_on(today), self.verdict
        for stage, days in (("late", 3), ("unlawful", 20)):
            is_due = over > self.working.after(one.issued_on, days)
            is_told = announced[one.reference, stage] == 1
            if is_due != is_told:
                verdict.faults.append(f"{one.reference} {stage}：该报{is_due}，报了{is_told}")
            if stage == "late" and is_due:
                verdict.late += 1
                verdict.escalated += is_told
                verdict.visible += self._was_visible(one)
            verdict.unlawful += stage == "unlawful" and is_due

    def _was_visible(self, one: Policy) -> bool:
        """Whether it stood in the list while late; over before anybody looked, it stands in the ledger."""
        if one.reference in self.was_late:
            return one.reference in self.seen_late
        clock = Clock.objects.filter(reference=one.reference).first()
        return clock is not None and (clock.was_late or one.released_at is not None)

    def _judge_expiries(self, paths: dict[str, int]) -> None:
        notices = Counter((paths[one["path"]], one["stage"]) for one in told("page-expiry-noticed"))
        self._judge_twice(notices, "失效")
        verdict = self.verdict
        verdict.expired = sum(stage == "expired" for _, stage in self.expiries)
        missing = self.expiries - set(notices)
        verdict.expired_without_notice = sum(stage == "expired" for _, stage in missing)
        verdict.faults += [f"{page} {stage}：没有提醒失效" for page, stage in sorted(missing)]
        invented = set(notices) - self.expiries
        verdict.faults += [f"{page} {stage}：不该提醒失效" for page, stage in sorted(invented)]

    def _judge_levels(self) -> None:
        late = {one.task_state_number: one for one in Reminder.objects.filter(stage="late")}
        verdict = self.verdict
        verdict.late_levels = len(self.late_levels)
        verdict.faults += [f"{one}：审核超期没有上报" for one in self.late_levels - set(late)]
        verdict.faults += [f"{one}：审核没有超期却上报" for one in set(late) - self.late_levels]
        verdict.faults += [
            f"{number}：上报没有人收" for number, one in late.items() if not one.reviewer_ids
        ]

    def _judge_twice(
        self, counted: Counter[tuple[str, str]] | Counter[tuple[int, str]], what: str
    ) -> None:
        self.verdict.faults += [f"{what} {one} 报了 {n} 次" for one, n in counted.items() if n > 1]
