"""Tell the people of a level that a review waits: when it comes, when it is near, when it is late."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from mingtang.content.contract.events import ReviewReminded
from mingtang.content.identity.models import StaffMember
from mingtang.content.reviewing.deadlines import Stage, due_at, stage_at
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.models import Delegation, Reminder
from mingtang.content.reviewing.queries import Pending, pending_reviews
from mingtang.content.reviewing.seats import delegations_in_force, holders, holds
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.commands import announce

#: One sweep at a time (any fixed number will do).
SWEEP_LOCK = 0x52454D49
_URGENCY = (Stage.SENT, Stage.NEAR, Stage.LATE)


@transaction.atomic
def remind_reviewers() -> int:
    """Announce what has become due since the last sweep; return how many reminders that were.

    Safe to repeat, and a handful of queries however much is waiting. After an outage only the most
    urgent stage is told: nobody needs to hear that something late has been near.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SWEEP_LOCK])
    now, pending = timezone.now(), pending_reviews()
    if not pending:
        return 0
    told: dict[int, list[Reminder]] = {}
    for reminder in Reminder.objects.filter(
        task_state_number__in=[one.state.pk for one in pending]
    ):
        told.setdefault(reminder.task_state_number, []).append(reminder)
    people, delegations = holders(), delegations_in_force()
    new: list[Reminder] = []
    for one in pending:
        before = told.get(one.state.pk, [])
        new += _due_stage(one, before, now, people, delegations)
        new += _stand_ins(one, before, delegations)
    Reminder.objects.bulk_create(new)
    return len(new)


def _due_stage(
    one: Pending,
    before: Iterable[Reminder],
    now: datetime,
    people: Iterable[StaffMember],
    delegations: Iterable[Delegation],
) -> list[Reminder]:
    stage = stage_at(now, started_at=one.state.started_at)
    known = [_URGENCY.index(Stage(r.stage)) for r in before if r.stage != Stage.DELEGATED]
    if known and max(known) >= _URGENCY.index(stage):
        return []
    levels = [one.level]
    if stage == Stage.LATE:
        levels += [level for level in Level if level in (one.level + 1, Level.FINAL)]
    whom = sorted(
        {person for level in levels for person in _people(one, level, people, delegations)}
    )
    _announce(one, stage, whom)
    return [_reminder(one, stage, whom, now)]


def _stand_ins(
    one: Pending, before: list[Reminder], delegations: Iterable[Delegation]
) -> list[Reminder]:
    """Tell a stand-in what was already waiting when their days began."""
    if not before:  # they are among those told in this sweep
        return []
    known = {UUID(str(person)) for reminder in before for person in reminder.reviewer_ids}
    new = []
    for delegation in delegations:
        whom = delegation.stand_in_id
        if delegation.level != one.level or whom in known | one.barred:
            continue
        _announce(one, Stage.DELEGATED, [whom])
        known.add(whom)
        new.append(_reminder(one, Stage.DELEGATED, [whom], timezone.now(), person=whom))
    return new


def _people(
    one: Pending, level: Level, people: Iterable[StaffMember], delegations: Iterable[Delegation]
) -> set[UUID]:
    """Return who can act there: the level's people (first those of the sender's own house) and stand-ins."""
    able = [member for member in people if holds(member, level) and member.pk not in one.barred]
    if level == Level.DEPARTMENT:
        house = getattr(one.state.workflow_state.requested_by, "department", "")
        able = [member for member in able if member.department == house] or able
    stand_ins = {
        delegation.stand_in_id
        for delegation in delegations
        if delegation.level == level and delegation.stand_in_id not in one.barred
    }
    return {member.pk for member in able} | stand_ins


def _announce(one: Pending, stage: Stage, whom: list[UUID]) -> None:
    announce(
        ReviewReminded(
            actor_id=THE_PLATFORM.id,
            reviewer_ids=tuple(whom),
            title=one.page.draft_title,
            level=one.level.label,
            stage=str(stage),
            due_at=due_at(one.state.started_at),
            path=f"/cms/reviewing/{one.state.pk}/",
            role=one.level.role,
        )
    )


def _reminder(
    one: Pending, stage: Stage, whom: list[UUID], now: datetime, *, person: UUID | None = None
) -> Reminder:
    return Reminder(
        task_state_number=one.state.pk,
        stage=str(stage),
        person_id=person,
        reviewer_ids=[str(each) for each in whom],
        reminded_at=now,
    )
