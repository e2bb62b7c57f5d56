"""Events the operations centre announces: a task is open, a task is closed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mingtang.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TaskOpened(Event):
    """Somebody must act: a measured pain has an owner and a deadline now, or came back."""

    topic: ClassVar[str] = "operations.task-opened.v1"

    task_number: int
    kind: str
    title: str
    department: str
    due_on: date
    #: "normal", "late" or "unlawful".
    urgency: str


@dataclass(frozen=True, kw_only=True)
class TaskClosed(Event):
    """The measure has moved, or somebody wrote down why nothing is left to do."""

    topic: ClassVar[str] = "operations.task-closed.v1"

    task_number: int
    kind: str
    title: str
    department: str
    because: str
