"""What has become of the demo cases: states, cards and days that an officer would believe."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mingtang.kernel.calendar.days import add_working_days
from mingtang.services.cases.models import CaseStatus
from mingtang.services.cases.queries import CardDays
from mingtang.services.catalogue.limits import Limit, Unit
from mingtang.services.contract.types import Grade

FURTHEST_BACK_DAYS = 90


@dataclass(frozen=True)
class Story:
    """A case as it stands: its state, the card it shows, and the rating it got."""

    status: CaseStatus
    card: str = ""
    grade: Grade | None = None
    words: str = ""


_SUBMITTED, _ACCEPTED, _ASKED = (
    CaseStatus.SUBMITTED,
    CaseStatus.ACCEPTED,
    CaseStatus.NEEDS_CORRECTION,
)
_CORRECTED, _GRANTED, _REFUSED = CaseStatus.CORRECTED, CaseStatus.GRANTED, CaseStatus.REFUSED

#: The desk that is shown first has everything; the others a little of each.
FULL_DESK = (
    Story(_SUBMITTED, "red"),
    Story(_SUBMITTED, "yellow"),
    Story(_ACCEPTED, "yellow"),
    *[Story(_SUBMITTED)] * 6,
    *[Story(_ACCEPTED)] * 5,
    *[Story(_ASKED)] * 3,
    *[Story(_CORRECTED)] * 2,
    Story(_GRANTED, grade=Grade.VERY_SATISFIED, words="没跑一趟就办好了，谢谢。"),
    Story(_GRANTED, grade=Grade.VERY_SATISFIED),
    Story(_GRANTED, grade=Grade.SATISFIED),
    Story(_GRANTED, grade=Grade.DISSATISFIED, words="上传照片试了三次，不知道要拍哪一页。"),
    *[Story(_GRANTED)] * 3,
    Story(_REFUSED),
    Story(CaseStatus.WITHDRAWN),
)
SMALL_DESK = (
    Story(_SUBMITTED, "yellow"),
    Story(_SUBMITTED),
    Story(_ACCEPTED),
    Story(_ASKED),
    Story(_GRANTED, grade=Grade.VERY_SATISFIED),
    Story(_GRANTED),
)
CORRECTION = "上传的材料看不清，请在光线好的地方重新拍一张，四个角都要拍到。"
REFUSAL = "经核对，不符合办事指南写明的申请条件。"


@dataclass(frozen=True, kw_only=True)
class Days:
    """When what happened. A step that has not happened has no moment."""

    submitted_at: datetime
    due_on: date | None
    accepted_at: datetime | None = None
    asked_at: datetime | None = None
    corrected_at: datetime | None = None
    closed_at: datetime | None = None


def days_of(story: Story, limit: Limit | None, *, now: datetime, dice: random.Random) -> Days:
    """Choose the days of a case so that it shows its card today. Nothing lies in the future."""
    day = _submission_day(story, limit, today=timezone.localdate(now), dice=dice)
    moments = _Moments(day, now, dice)
    submitted_at = moments.of_citizen(day)
    due_on = limit.due_from(day) if limit else None
    status = story.status
    if status == CaseStatus.SUBMITTED:
        return Days(submitted_at=submitted_at, due_on=due_on)
    if status == CaseStatus.WITHDRAWN:
        closed_at = moments.of_citizen(day + timedelta(days=1))
        return Days(submitted_at=submitted_at, due_on=due_on, closed_at=closed_at)
    accepted_at = moments.of_office(add_working_days(day, 0))
    later: dict[str, datetime] = {}
    if status in {_ASKED, _CORRECTED}:
        later["asked_at"] = moments.of_office(add_working_days(day, 1))
    if status == _CORRECTED:
        later["corrected_at"] = moments.of_citizen(add_working_days(day, 1) + timedelta(days=1))
    if status in {_GRANTED, _REFUSED}:
        later["closed_at"] = moments.of_office(_decision_day(day, due_on))
    return Days(submitted_at=submitted_at, due_on=due_on, accepted_at=accepted_at, **later)


def _decision_day(day: date, due_on: date | None) -> date:
    """Most are decided a day before they have to be."""
    promised = due_on or add_working_days(day, 2)
    return max(add_working_days(day, 0), add_working_days(promised - timedelta(days=3), 0))


def _submission_day(story: Story, limit: Limit | None, *, today: date, dice: random.Random) -> date:
    if story.status in {_GRANTED, _REFUSED, CaseStatus.WITHDRAWN}:
        return today - timedelta(days=dice.randint(20, 60))
    if story.status in {_ASKED, _CORRECTED}:
        return add_working_days(today - timedelta(days=dice.randint(5, 8)), 0)
    fitting = list(_days_with_card(story.card, limit, today))
    return dice.choice(fitting[:6]) if fitting else today


def _days_with_card(card: str, limit: Limit | None, today: date) -> Iterator[date]:
    """Return the days, latest first, from which a case would show that card today."""
    if limit is None:
        yield from (today - timedelta(days=back) for back in range(3))
        return
    cards = CardDays.of(today)
    for back in range(FURTHEST_BACK_DAYS):
        day = today - timedelta(days=back)
        if cards.card_on(limit.due_from(day)) == card:
            yield day


def may_show(story: Story, limit: Limit | None) -> bool:
    """Whether an item with that limit can have such a case: what is done at once never waits."""
    is_waiting = story.status in {_SUBMITTED, _ACCEPTED} and story.card != "red"
    at_once = limit is not None and limit.unit in {Unit.IMMEDIATE, Unit.INSTANT, Unit.HOURS}
    return not (at_once and (is_waiting or story.status in {_ASKED, _CORRECTED}))


class _Moments:
    """Gives one moment after the other, in hours that fit, each later than the one before."""

    def __init__(self, day: date, now: datetime, dice: random.Random) -> None:
        self._last = _at(day, 0, 0)
        self._now, self._dice = now, dice
        self._kept_back = 24

    def of_citizen(self, day: date) -> datetime:
        return self._next(_at(day, self._dice.randint(7, 22), self._dice.randint(0, 59)))

    def of_office(self, day: date) -> datetime:
        return self._next(_at(day, self._dice.randint(9, 16), self._dice.randint(0, 59)))

    def _next(self, wanted: datetime) -> datetime:
        self._kept_back -= 5
        latest = self._now - timedelta(minutes=self._kept_back)
        self._last = min(max(wanted, self._last + timedelta(minutes=17)), latest)
        return self._last


def _at(day: date, hour: int, minute: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
