"""Tasks are opened once, come back, escalate, and close only by their measure."""

from datetime import date

import pytest

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.errors import Invalid
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.models import OutgoingMessage
from mingtang.operations.tasks.commands import (
    close_task_when_fixed,
    comment_on_task,
    conclude_task,
    extend_task,
    open_task,
    take_task,
)
from mingtang.operations.tasks.deadlines import due_after
from mingtang.operations.tasks.errors import (
    OnlyThePlatformOpensTasks,
    TaskClosesByItself,
    TaskIsDone,
    TaskNotFound,
    TaskTakenByAnother,
)
from mingtang.operations.tasks.models import Task, TaskKind, TaskState, Urgency
from mingtang.operations.tasks.tests.factories import opened, wanted
from mingtang.operations.tests.people import CITIZEN, editor, operator, staff

pytestmark = pytest.mark.django_db


def topics() -> list[str]:
    return [m.topic.split(".")[1] for m in OutgoingMessage.objects.order_by("pk")]


def close(task: Task) -> bool:
    return close_task_when_fixed(
        actor=THE_PLATFORM, kind=task.kind, subject=task.subject, because="巡检没有再发现"
    )


class TestOpenTask:
    def test_is_announced_with_owner_and_deadline(self):
        task = opened()

        assert topics() == ["task-opened"]
        data = OutgoingMessage.objects.get().payload["data"]
        assert data["department"] == "minzheng"
        assert data["due_on"] == "2026-11-30"
        assert task.notes.get().deed == "开出"
        assert AuditEntry.objects.get().action == "operations.task-opened"

    def test_found_again_is_the_same_task(self):
        opened()

        opened(title="链接还是打不开", due_on=date(2026, 12, 30))

        task = Task.objects.get()
        assert (task.title, task.due_on) == ("链接还是打不开", date(2026, 11, 30))
        assert topics() == ["task-opened"]

    def test_come_back_is_opened_again_for_nobody_yet(self):
        task = opened()
        take_task(actor=operator(), number=task.pk)
        close(task)

        opened(due_on=date(2026, 12, 8))

        task.refresh_from_db()
        assert task.state == TaskState.OPEN
        assert (task.times_reopened, task.taken_by_id, task.closed_at) == (1, None, None)
        assert task.due_on == date(2026, 12, 8)
        assert topics() == ["task-opened", "task-closed", "task-opened"]

    def test_becomes_more_urgent_but_never_less(self):
        opened(urgency=Urgency.LATE)
        opened(urgency=Urgency.UNLAWFUL, due_on=date(2026, 11, 27))
        opened(urgency=Urgency.NORMAL)

        task = Task.objects.get()
        assert task.urgency == Urgency.UNLAWFUL
        assert task.due_on == date(2026, 11, 27)

    def test_is_the_platforms_alone(self):
        with pytest.raises(OnlyThePlatformOpensTasks):
            open_task(actor=operator(), wanted=wanted())

    def test_tells_long_subjects_apart(self):
        opened(subject="长" * 400 + "甲")
        opened(subject="长" * 400 + "乙")

        assert Task.objects.count() == 2


class TestClose:
    def test_happens_by_the_measure_and_says_why(self):
        task = opened()

        assert close(task) is True

        task.refresh_from_db()
        assert (task.state, task.closed_because) == (TaskState.DONE, "巡检没有再发现")
        assert topics() == ["task-opened", "task-closed"]

    def test_of_what_is_closed_or_unknown_does_nothing(self):
        task = opened()
        close(task)

        assert close(task) is False
        assert topics() == ["task-opened", "task-closed"]

    def test_by_hand_is_refused_where_a_measure_exists(self):
        task = opened()

        with pytest.raises(TaskClosesByItself):
            conclude_task(actor=operator(), number=task.pk, because="已经处理好了")
        with pytest.raises(TaskClosesByItself):
            close_task_when_fixed(
                actor=operator(), kind=task.kind, subject=task.subject, because="x"
            )

    def test_by_hand_needs_a_written_reason_where_none_exists(self):
        task = opened(kind=TaskKind.TAMPERING)

        with pytest.raises(Invalid):
            conclude_task(actor=operator(), number=task.pk, because="好了")
        conclude_task(actor=operator(), number=task.pk, because="查明是误操作，已改权限。")

        task.refresh_from_db()
        assert task.is_done


class TestStaff:
    def test_take_a_task_that_nobody_else_has(self):
        task = opened()

        take_task(actor=editor(), number=task.pk)
        take_task(actor=editor(), number=task.pk)

        with pytest.raises(TaskTakenByAnother):
            take_task(actor=operator(), number=task.pk)
        assert task.notes.filter(deed="认领").count() == 1

    def test_see_only_their_departments_tasks(self):
        task = opened()

        for stranger in (editor("gongan"), staff(department=""), CITIZEN):
            with pytest.raises(TaskNotFound):
                comment_on_task(actor=stranger, number=task.pk, text="看看")

    def test_extend_with_a_reason_and_a_later_day(self):
        task = opened()

        with pytest.raises(Invalid):
            extend_task(actor=editor(), number=task.pk, due_on=date(2026, 12, 3), reason="忙")
        with pytest.raises(Invalid):
            extend_task(
                actor=editor(), number=task.pk, due_on=date(2026, 11, 30), reason="等外单位答复"
            )
        extend_task(actor=editor(), number=task.pk, due_on=date(2026, 12, 3), reason="等外单位答复")

        task.refresh_from_db()
        assert task.due_on == date(2026, 12, 3)
        assert task.notes.last().text == "等外单位答复"

    def test_write_nothing_more_once_it_is_done(self):
        task = opened()
        close(task)

        with pytest.raises(TaskIsDone):
            comment_on_task(actor=operator(), number=task.pk, text="再看看")


def test_a_deadline_counts_working_days_and_bears_years_without_a_table():
    assert due_after(date(2026, 11, 27), 1) == date(2026, 11, 30)
    assert due_after(date(2099, 1, 5), 7) == date(2099, 1, 14)
