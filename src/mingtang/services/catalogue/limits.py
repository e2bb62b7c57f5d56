"""Time limits as guides promise them: how long, counted in what, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from mingtang.kernel.calendar.days import add_working_days, working_days_between


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"
    HOURS = "hours"
    IMMEDIATE = "immediate"
    INSTANT = "instant"


@dataclass(frozen=True)
class Limit:
    """A span of the law's time. Everything shorter than a day is due on the same working day."""

    amount: int
    unit: Unit

    @classmethod
    def from_guide(cls, told: Mapping[str, Any] | None) -> Self | None:
        """Read `{days: 3, unit: working}`; None when the guide promises nothing countable."""
        if not told or told.get("unit") not in set(Unit):
            return None
        return cls(int(told.get("days") or told.get("hours") or 0), Unit(told["unit"]))

    @property
    def words(self) -> str:
        """The limit as people say it."""
        return {
            Unit.WORKING: f"{self.amount} 个工作日",
            Unit.CALENDAR: f"{self.amount} 天",
            Unit.HOURS: f"{self.amount} 小时",
            Unit.IMMEDIATE: "当场办",
            Unit.INSTANT: "秒批",
        }[self.unit]

    def due_from(self, start: date) -> date:
        """Return the last day; one that falls on a holiday moves to the next working day."""
        if self.unit is Unit.WORKING:
            return add_working_days(start, self.amount)
        days = self.amount if self.unit is Unit.CALENDAR else 0
        return add_working_days(start + timedelta(days=days), 0)

    def left_between(self, today: date, due: date) -> int:
        """Return how much of it is left on a day, in days of its own kind; negative when late."""
        if self.unit is Unit.CALENDAR:
            return (due - today).days
        return working_days_between(today, due)

    def resumed(self, today: date, left: int) -> date:
        """Return the new last day when a stopped clock runs again with so many days left."""
        if left <= 0:
            return add_working_days(today, 0)
        unit = Unit.CALENDAR if self.unit is Unit.CALENDAR else Unit.WORKING
        return Limit(left, unit).due_from(today)
