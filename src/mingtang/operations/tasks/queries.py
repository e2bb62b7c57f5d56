"""Reads of tasks: the operations centre sees all of them, a department its own."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from mingtang.kernel.identity import Actor, Role
from mingtang.operations.tasks.errors import TaskNotFound
from mingtang.operations.tasks.models import Task, TaskState

#: Who looks after everything.
CENTRE = (Role.OPERATIONS, Role.OPERATOR)
FILTERS = ("open", "late", "soon", "mine", "done")
SOON_DAYS = 2


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    if actor.is_system or actor.has_role(*CENTRE):
        return Task.objects.all()
    if actor.is_staff and actor.department:
        return Task.objects.filter(department=actor.department)
    return Task.objects.none()


def find_task(number: int, *, visible_to: Actor, lock: bool = False) -> Task:
    """Find one task. A task of another department does not exist for them."""
    tasks = tasks_visible_to(visible_to).filter(pk=number)
    task = (tasks.select_for_update() if lock else tasks).first()
    if task is None:
        raise TaskNotFound
    return task


def board(
    actor: Actor, *, show: str, today: date, kind: str = "", department: str = "", search: str = ""
) -> QuerySet[Task]:
    """Return the tasks of the board: what is due first stands on top, what was closed last in 已办结."""
    tasks = tasks_visible_to(actor)
    if kind:
        tasks = tasks.filter(kind=kind)
    if department:
        tasks = tasks.filter(department=department)
    if search:
        tasks = tasks.filter(Q(title__icontains=search) | Q(subject__icontains=search))
    if show == "done":
        return tasks.filter(state=TaskState.DONE).order_by("-closed_at", "-pk")
    return tasks.exclude(state=TaskState.DONE).filter(_shown(show, actor, today))


def departments_with_tasks(actor: Actor) -> list[str]:
    names = tasks_visible_to(actor).order_by("department").values_list("department", flat=True)
    return list(names.distinct())


@dataclass(frozen=True)
class BoardCounts:
    open: int
    late: int
    soon: int
    mine: int
    closed: int


def count_board(actor: Actor, *, today: date) -> BoardCounts:
    """Count what is on the board, and what was closed in the last seven days."""
    is_open = ~Q(state=TaskState.DONE)
    week_ago = today - timedelta(days=7)
    counted: dict[str, Any] = tasks_visible_to(actor).aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & _shown("late", actor, today)),
        soon=Count("pk", filter=is_open & _shown("soon", actor, today)),
        mine=Count("pk", filter=is_open & _shown("mine", actor, today)),
        closed=Count("pk", filter=Q(state=TaskState.DONE, closed_at__date__gt=week_ago)),
    )
    return BoardCounts(**counted)


@dataclass(frozen=True)
class Day:
    day: date
    opened: int
    closed: int


def flow(actor: Actor, *, today: date, days: int) -> list[Day]:
    """Return how many tasks were opened and closed on each of the last days."""
    first = today - timedelta(days=days - 1)
    opened, closed = (
        Counter(
            dict(
                tasks_visible_to(actor)
                .filter(**{f"{moment}__date__gte": first})
                .annotate(day=TruncDate(moment))
                .values("day")
                .order_by("day")
                .values_list("day", Count("pk"))
            )
        )
        for moment in ("opened_at", "closed_at")
    )
    every = [first + timedelta(days=number) for number in range(days)]
    return [Day(day, opened[day], closed[day]) for day in every]


def open_subjects(kind: str) -> set[str]:
    """Return what open tasks of a kind are about."""
    tasks = Task.objects.filter(kind=kind).exclude(state=TaskState.DONE)
    return set(tasks.values_list("subject", flat=True))


def _shown(show: str, actor: Actor, today: date) -> Q:
    if show == "late":
        return Q(due_on__lt=today)
    if show == "soon":
        return Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))
    if show == "mine":
        return Q(taken_by_id=actor.id)
    return Q()
