"""Counting the two clocks: our own target and the law's, in Chinese working days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingtang.kernel.calendar.days import add_working_days

#: 政府信息公开条例 Art 26: within 20 working days of creation.
LAWFUL_WORKING_DAYS = 20
#: Why a clock stops in the usual case.
PUBLISHED = "已经上网"


class Stage(StrEnum):
    NEAR = "near"
    LATE = "late"
    UNLAWFUL = "unlawful"


@dataclass(frozen=True)
class Limits:
    """The days that matter of a policy issued on one day."""

    near_on: date
    due_on: date
    lawful_due_on: date

    def stages_by(self, day: date) -> list[Stage]:
        """Return what has to have been told by that day. What is late is not told as near any more."""
        if day > self.due_on:
            return [Stage.LATE, *([Stage.UNLAWFUL] if day > self.lawful_due_on else [])]
        return [Stage.NEAR] if day >= self.near_on else []


def limits_of(issued_on: date, *, own: int, near: int) -> Limits:
    """Return the limits; the day of issue does not count."""
    return Limits(
        near_on=add_working_days(issued_on, max(0, own - near)),
        due_on=add_working_days(issued_on, own),
        lawful_due_on=add_working_days(issued_on, LAWFUL_WORKING_DAYS),
    )
