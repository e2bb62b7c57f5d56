"""How a task is shown: how many days are left, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingtang.operations.tasks.models import Task


@dataclass(frozen=True)
class Row:
    task: Task
    when: str
    is_late: bool


def rows_of(tasks: Iterable[Task], *, today: date) -> list[Row]:
    return [Row(task, when(task, today), task.is_late(today)) for task in tasks]


def when(task: Task, today: date) -> str:
    if task.closed_at is not None:
        return "已办结"
    left = (task.due_on - today).days
    if left < 0:
        return f"超 {-left} 天"
    return "今天到期" if left == 0 else f"剩 {left} 天"
