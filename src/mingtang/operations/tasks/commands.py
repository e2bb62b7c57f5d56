"""Writes of tasks: one function is one intention, one transaction and its events."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Invalid
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce
from mingtang.operations.contract.events import TaskClosed, TaskOpened
from mingtang.operations.tasks.errors import (
    OnlyThePlatformOpensTasks,
    TaskClosesByItself,
    TaskIsDone,
    TaskTakenByAnother,
)
from mingtang.operations.tasks.models import (
    LONGEST_SUBJECT,
    Task,
    TaskNote,
    TaskState,
    Urgency,
)
from mingtang.operations.tasks.queries import find_task

SHORTEST_REASON = 5
LONGEST_TEXT = 2000
_ORDER = (Urgency.NORMAL, Urgency.LATE, Urgency.UNLAWFUL)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a task is to say."""

    kind: str
    subject: str
    title: str
    department: str
    due_on: date
    text: str = ""
    urgency: str = Urgency.NORMAL
    #: (label, address)
    evidence: Sequence[tuple[str, str]] = ()


@transaction.atomic
def open_task(*, actor: Actor, wanted: Wanted) -> Task:
    """Open a task once for each kind and subject: found again it stays, come back it is reopened."""
    if not actor.is_system:
        raise OnlyThePlatformOpensTasks
    now = timezone.now()
    told = _told(wanted)
    task, is_new = Task.objects.select_for_update().get_or_create(
        kind=wanted.kind,
        subject=subject_key(wanted.subject),
        defaults={**told, "urgency": wanted.urgency, "due_on": wanted.due_on, "opened_at": now},
    )
    if is_new:
        _note(task, actor, "开出", wanted.text)
        _announce_opened(task, actor)
        return task
    for name, value in told.items():
        setattr(task, name, value)
    if task.is_done:
        task.urgency = wanted.urgency
        task.reopen(due_on=wanted.due_on, at=now)
        _note(task, actor, "又出现了，重新开出", wanted.text)
        _announce_opened(task, actor)
    elif _is_more_urgent(wanted.urgency, task.urgency):
        task.urgency = wanted.urgency
        task.due_on = min(task.due_on, wanted.due_on)
        _note(task, actor, f"升级为“{task.get_urgency_display()}”", wanted.text)
        _announce_opened(task, actor)
    task.save()
    return task


@transaction.atomic
def close_task_when_fixed(*, actor: Actor, kind: str, subject: str, because: str) -> bool:
    """Close what the measure no longer finds. Returns whether there was anything to close."""
    if not actor.is_system:
        raise TaskClosesByItself
    task = (
        Task.objects.select_for_update()
        .filter(kind=kind, subject=subject_key(subject))
        .exclude(state=TaskState.DONE)
        .first()
    )
    if task is None:
        return False
    _close(task, actor, because)
    return True


@transaction.atomic
def take_task(*, actor: Actor, number: int) -> Task:
    task = _open_task(actor, number)
    if task.taken_by_id not in (None, actor.id):
        raise TaskTakenByAnother(f"这个任务{task.taken_by_name}已经在处理。")
    if task.taken_by_id is None:
        task.state, task.taken_by_id, task.taken_by_name = (
            TaskState.TAKEN,
            actor.id,
            actor.name[:60],
        )
        task.save(update_fields=["state", "taken_by_id", "taken_by_name"])
        _note(task, actor, "认领")
    return task


@transaction.atomic
def comment_on_task(*, actor: Actor, number: int, text: str) -> Task:
    task = _open_task(actor, number)
    _note(task, actor, "说明", _required(text, field="text", sentence="请写几个字。", shortest=1))
    return task


@transaction.atomic
def extend_task(*, actor: Actor, number: int, due_on: date | None, reason: str) -> Task:
    """Move the deadline back, with a reason everybody can read."""
    task = _open_task(actor, number)
    if due_on is None or due_on <= task.due_on:
        raise Invalid({"due_on": "请填一个比现在更晚的日期。"})
    reason = _required(
        reason,
        field="reason",
        sentence="请写明为什么要延期（至少 5 个字）。",
        shortest=SHORTEST_REASON,
    )
    before, task.due_on = task.due_on, due_on
    task.save(update_fields=["due_on"])
    _note(task, actor, f"延期：{before.isoformat()} → {due_on.isoformat()}", reason)
    record(
        actor,
        action="operations.task-extended",
        subject=str(task.pk),
        details={"from": before.isoformat(), "to": due_on.isoformat()},
    )
    return task


@transaction.atomic
def conclude_task(*, actor: Actor, number: int, because: str) -> Task:
    """Close by hand what no measure can close, saying what was done."""
    task = _open_task(actor, number)
    if not task.is_closed_by_people:
        raise TaskClosesByItself
    because = _required(
        because,
        field="because",
        sentence="请写明查了什么、怎么处理的（至少 5 个字）。",
        shortest=SHORTEST_REASON,
    )
    _close(task, actor, because)
    return task


def subject_key(subject: str) -> str:
    """Long subjects are cut and told apart by a fingerprint."""
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    print_ = hashlib.sha256(subject.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{subject[: LONGEST_SUBJECT - 17]}#{print_}"


def _told(wanted: Wanted) -> dict[str, object]:
    return {
        "title": wanted.title[:200],
        "text": wanted.text[:LONGEST_TEXT],
        "department": wanted.department[:40],
        "evidence": [{"label": label, "address": address} for label, address in wanted.evidence],
    }


def _open_task(actor: Actor, number: int) -> Task:
    task = find_task(number, visible_to=actor, lock=True)
    if task.is_done:
        raise TaskIsDone
    return task


def _close(task: Task, actor: Actor, because: str) -> None:
    task.close(because, at=timezone.now())
    task.save(update_fields=["state", "closed_at", "closed_because"])
    _note(task, actor, "办结", because)
    record(
        actor, action="operations.task-closed", subject=str(task.pk), details={"because": because}
    )
    announce(
        TaskClosed(
            actor_id=actor.id,
            task_number=task.pk,
            kind=task.kind,
            title=task.title,
            department=task.department,
            because=task.closed_because,
        )
    )


def _announce_opened(task: Task, actor: Actor) -> None:
    record(
        actor, action="operations.task-opened", subject=str(task.pk), details={"kind": task.kind}
    )
    announce(
        TaskOpened(
            actor_id=actor.id,
            task_number=task.pk,
            kind=task.kind,
            title=task.title,
            department=task.department,
            due_on=task.due_on,
            urgency=task.urgency,
        )
    )


def _note(task: Task, actor: Actor, deed: str, text: str = "") -> None:
    TaskNote.objects.create(
        task=task,
        written_at=timezone.now(),
        who=actor.name[:60],
        deed=deed[:40],
        text=text[:LONGEST_TEXT],
    )


def _required(text: str, *, field: str, sentence: str, shortest: int) -> str:
    told = text.replace("\x00", "").strip()[:LONGEST_TEXT]
    if len(told) < shortest:
        raise Invalid({field: sentence})
    return told


def _is_more_urgent(wanted: str, known: str) -> bool:
    return _ORDER.index(Urgency(wanted)) > _ORDER.index(Urgency(known))
