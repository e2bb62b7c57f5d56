"""The deadline of a level: until when, from when it is near, since when it is late."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone

from mingtang.content.reviewing.levels import WORKING_DAYS_PER_LEVEL
from mingtang.kernel.calendar.days import add_working_days, is_working_day

OFFICE_OPENS, OFFICE_CLOSES = time(9), time(18)


class Stage(StrEnum):
    """What a reminder says. Each is sent once for each level of a review."""

    SENT = "sent"
    NEAR = "near"
    LATE = "late"
    DELEGATED = "delegated"


def due_on(started_at: datetime) -> date:
    """Return the last day for a level. Three levels together keep the three days of publication."""
    return add_working_days(timezone.localdate(started_at), WORKING_DAYS_PER_LEVEL)


def due_at(started_at: datetime) -> datetime:
    """Return the moment from which a level is late: the end of its last day."""
    return _at(due_on(started_at) + timedelta(days=1), time(0))


def near_at(started_at: datetime) -> datetime:
    """Return when half of the office hours between the sending and the deadline are gone."""
    hours = _office_hours(started_at)
    left = sum((end - begin for begin, end in hours), timedelta()) / 2
    for begin, end in hours:
        if end - begin >= left:
            return begin + left
        left -= end - begin
    return due_at(started_at)


def stage_at(now: datetime, *, started_at: datetime) -> Stage:
    if now >= due_at(started_at):
        return Stage.LATE
    return Stage.NEAR if now >= near_at(started_at) else Stage.SENT


def days_late(due: date) -> int:
    """Return how many days the deadline has passed by; 0 while it is kept."""
    return max(0, (timezone.localdate() - due).days)


def _office_hours(started_at: datetime) -> list[tuple[datetime, datetime]]:
    begins = timezone.localtime(started_at)
    day, last = begins.date(), due_on(started_at)
    hours = []
    while day <= last:
        opens, closes = max(_at(day, OFFICE_OPENS), begins), _at(day, OFFICE_CLOSES)
        if is_working_day(day) and opens < closes:
            hours.append((opens, closes))
        day += timedelta(days=1)
    return hours


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
