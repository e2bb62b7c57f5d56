"""What content tells becomes tasks, and closes them."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from mingtang.content.contract.events import (
    OriginalChanged,
    PageExpiryNoticed,
    PagePublished,
    PageWithdrawn,
    PolicyClockStopped,
    PolicyDeadlineNoticed,
    SecretRefused,
    SiteTampered,
    SourceFailed,
    SourceRecovered,
)
from mingtang.kernel.outbox.commands import deliver
from mingtang.operations.tasks import handlers
from mingtang.operations.tasks.models import Task, TaskKind, Urgency

pytestmark = pytest.mark.django_db
WHO = uuid4()


def deadline(stage: str) -> PolicyDeadlineNoticed:
    return PolicyDeadlineNoticed(
        actor_id=WHO,
        reference="MZ-1",
        title="租房补贴办法",
        department="zhujian",
        stage=stage,
        issued_on=date(2026, 11, 20),
        due_on=date(2026, 11, 25),
    )


def expiry(stage: str) -> PageExpiryNoticed:
    return PageExpiryNoticed(
        actor_id=WHO,
        path="/a/",
        title="通告",
        department="minzheng",
        stage=stage,
        expires_on=date(2026, 12, 1),
    )


def published(path: str) -> PagePublished:
    return PagePublished(
        actor_id=WHO,
        path=path,
        kind="notice",
        title="通告",
        text="",
        department="minzheng",
        published_at=datetime(2026, 11, 25, tzinfo=UTC),
        validity="",
        doc_number="",
        column="通知公告",
    )


def test_a_late_policy_has_one_task_that_escalates_and_closes_when_its_clock_stops():
    for stage in ("near", "late", "unlawful"):
        handlers.open_task_for_late_policy(deadline(stage))
    task = Task.objects.get()
    assert (task.department, task.urgency, task.due_on) == (
        "zhujian",
        Urgency.UNLAWFUL,
        date(2026, 11, 25),
    )

    handlers.close_task_of_policy(
        PolicyClockStopped(actor_id=WHO, reference="MZ-1", reason="已公开")
    )

    task.refresh_from_db()
    assert (task.is_done, task.closed_because) == (True, "已公开")


@pytest.mark.parametrize("end", ["published", "withdrawn"])
def test_an_expiring_page_has_a_task_until_it_is_published_anew_or_withdrawn(end):
    handlers.open_task_for_expiring_page(expiry("near"))
    handlers.open_task_for_expiring_page(expiry("expired"))
    assert Task.objects.get().urgency == Urgency.LATE

    if end == "published":
        handlers.close_task_of_republished_page(published("/b/"))
        assert not Task.objects.get().is_done
        handlers.close_task_of_republished_page(published("/a/"))
    else:
        handlers.close_task_of_withdrawn_page(PageWithdrawn(actor_id=WHO, path="/a/"))

    assert Task.objects.get().is_done


def test_a_source_that_fails_has_a_task_until_it_can_be_read_again():
    handlers.open_task_for_failed_source(SourceFailed(actor_id=WHO, source="省政府", reason="超时"))
    handlers.close_task_of_recovered_source(SourceRecovered(actor_id=WHO, source="省政府"))

    assert Task.objects.get().is_done


def test_each_alarm_is_a_task_of_its_own():
    for _ in range(2):
        event = SecretRefused(actor_id=WHO, file_name="a.pdf", handed_in_by="周敏")
        deliver(event, handlers.open_task_for_refused_secret)
        deliver(event, handlers.open_task_for_refused_secret)
    handlers.open_task_for_tampered_page(
        SiteTampered(actor_id=WHO, path="/a/", finding="内容被改。", restored=False)
    )
    handlers.open_task_for_changed_original(
        OriginalChanged(
            actor_id=WHO,
            source="省政府",
            address="https://a.example/1",
            title="办法",
            what="withdrawn",
        )
    )

    kinds = sorted(Task.objects.values_list("kind", flat=True))
    assert kinds == [TaskKind.ORIGINAL, TaskKind.SECRECY, TaskKind.SECRECY, TaskKind.TAMPERING]
    assert Task.objects.get(kind=TaskKind.TAMPERING).urgency == Urgency.LATE
