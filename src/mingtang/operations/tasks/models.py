"""A task and what has happened to it."""

from datetime import date, datetime

from django.db import models

from mingtang.operations.tasks.errors import TaskIsDone

LONGEST_SUBJECT = 300


class TaskKind(models.TextChoices):
    POLICY = "policy", "政策上网"
    EXPIRY = "expiry", "页面到期"
    SOURCE = "source", "采集来源"
    ORIGINAL = "original", "原文变动"
    SECRECY = "secrecy", "密级文件"
    TAMPERING = "tampering", "网页被改"
    INSPECTION = "inspection", "巡检问题"


#: Nothing can be measured again for these: a person says what was done.
CLOSED_BY_PEOPLE = frozenset({TaskKind.ORIGINAL, TaskKind.SECRECY, TaskKind.TAMPERING})


class TaskState(models.TextChoices):
    OPEN = "open", "待处理"
    TAKEN = "taken", "处理中"
    DONE = "done", "已办结"


class Urgency(models.TextChoices):
    NORMAL = "normal", "一般"
    LATE = "late", "已升级"
    UNLAWFUL = "unlawful", "超法定时限"


class Task(models.Model):
    kind = models.CharField(max_length=20, choices=TaskKind.choices)
    #: What it is about, within its kind: found again, it is the same task.
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    title = models.CharField(max_length=200)
    #: [{"label", "address"}] of what shows it.
    evidence = models.JSONField(default=list)
    text = models.TextField(blank=True)
    department = models.CharField(max_length=40)
    due_on = models.DateField()
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    taken_by_id = models.UUIDField(null=True)
    taken_by_name = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()
    #: How often it has come back after it was closed.
    times_reopened = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="task_once_per_subject"),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="task_board"),
            models.Index(fields=["department", "state"], name="task_department"),
            models.Index(fields=["opened_at"], name="task_opened"),
            models.Index(fields=["closed_at"], name="task_closed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.state == TaskState.DONE

    @property
    def is_closed_by_people(self) -> bool:
        return self.kind in CLOSED_BY_PEOPLE

    def is_late(self, today: date) -> bool:
        return not self.is_done and self.due_on < today

    def close(self, because: str, *, at: datetime) -> None:
        if self.is_done:
            raise TaskIsDone
        self.state, self.closed_at, self.closed_because = TaskState.DONE, at, because[:300]

    def reopen(self, *, due_on: date, at: datetime) -> None:
        """What was thought to be mended has come back: a new deadline, nobody has it yet."""
        self.state, self.opened_at, self.due_on = TaskState.OPEN, at, due_on
        self.closed_at, self.closed_because = None, ""
        self.taken_by_id, self.taken_by_name = None, ""
        self.times_reopened += 1


class TaskNote(models.Model):
    """One line of a task's history. Never changed."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notes")
    written_at = models.DateTimeField()
    who = models.CharField(max_length=60)
    deed = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.who} {self.deed}"
