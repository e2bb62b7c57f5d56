"""What the task board does when content tells that something is wrong, or right again."""

from django.conf import settings
from django.utils import timezone

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
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.operations.tasks.commands import Wanted, close_task_when_fixed, open_task
from mingtang.operations.tasks.deadlines import due_after
from mingtang.operations.tasks.models import TaskKind, Urgency

AT_ONCE, SOON, A_WHILE = 1, 3, 5
_POLICY = {
    "near": ("快到 3 个工作日的上网时限", Urgency.NORMAL),
    "late": ("已超 3 个工作日的上网时限", Urgency.LATE),
    "unlawful": ("已超 20 个工作日的法定公开时限", Urgency.UNLAWFUL),
}
_WHAT = {"changed": "原文改了", "withdrawn": "原文撤下了"}


def open_task_for_late_policy(event: PolicyDeadlineNoticed) -> None:
    words, urgency = _POLICY.get(event.stage, _POLICY["near"])
    open_task(
        actor=THE_PLATFORM,
        wanted=Wanted(
            kind=TaskKind.POLICY,
            subject=event.reference,
            title=f"{words}：{event.title}",
            text=f"{event.issued_on.isoformat()} 印发，{event.due_on.isoformat()} 前应当上网。",
            department=event.department or settings.CENTRE_DEPARTMENT,
            due_on=event.due_on,
            urgency=urgency,
            evidence=[("来稿和时限", "/cms/")],
        ),
    )


def close_task_of_policy(event: PolicyClockStopped) -> None:
    _close(TaskKind.POLICY, event.reference, event.reason or "已经公开")


def open_task_for_expiring_page(event: PageExpiryNoticed) -> None:
    has_expired = event.stage == "expired"
    word = "已经到期" if has_expired else "快要到期"
    open_task(
        actor=THE_PLATFORM,
        wanted=Wanted(
            kind=TaskKind.EXPIRY,
            subject=event.path,
            title=f"页面{word}：{event.title}",
            text=f"{event.expires_on.isoformat()} 到期。请续期、修改或撤下。",
            department=event.department or settings.CENTRE_DEPARTMENT,
            due_on=event.expires_on,
            urgency=Urgency.LATE if has_expired else Urgency.NORMAL,
            evidence=[("看这一页", event.path)],
        ),
    )


def close_task_of_republished_page(event: PagePublished) -> None:
    _close(TaskKind.EXPIRY, event.path, "页面已经更新")


def close_task_of_withdrawn_page(event: PageWithdrawn) -> None:
    _close(TaskKind.EXPIRY, event.path, "页面已经撤下")


def open_task_for_failed_source(event: SourceFailed) -> None:
    _open(
        TaskKind.SOURCE,
        event.source,
        f"采集来源读不到：{event.source}",
        event.reason,
        days=SOON,
        evidence=[("采集来源", "/cms/")],
    )


def close_task_of_recovered_source(event: SourceRecovered) -> None:
    _close(TaskKind.SOURCE, event.source, "又能读到了")


def open_task_for_changed_original(event: OriginalChanged) -> None:
    _open(
        TaskKind.ORIGINAL,
        f"{event.address} {event.what}",
        f"{_WHAT.get(event.what, '原文有变动')}：{event.title}",
        f"来源 {event.source}。请核对我们的页面要不要跟着改。",
        days=A_WHILE,
        evidence=[("看原文", event.address)],
    )


def open_task_for_tampered_page(event: SiteTampered) -> None:
    restored = "已经恢复，请查明原因。" if event.restored else "没有恢复，请马上处理。"
    _open(
        TaskKind.TAMPERING,
        f"{event.path} {event.event_id}",
        f"网页被改动：{event.path}",
        f"{event.finding} {restored}",
        days=AT_ONCE,
        evidence=[("看这一页", event.path)],
        urgency=Urgency.NORMAL if event.restored else Urgency.LATE,
    )


def open_task_for_refused_secret(event: SecretRefused) -> None:
    _open(
        TaskKind.SECRECY,
        f"{event.file_name} {event.event_id}",
        f"有人上传带密级标志的文件：{event.file_name}",
        f"{event.handed_in_by}交来，已拒收，没有保存。请按保密规定核查。",
        days=AT_ONCE,
        urgency=Urgency.LATE,
    )


def _open(
    kind: TaskKind,
    subject: str,
    title: str,
    text: str,
    *,
    days: int,
    evidence: list[tuple[str, str]] | None = None,
    urgency: Urgency = Urgency.NORMAL,
) -> None:
    open_task(
        actor=THE_PLATFORM,
        wanted=Wanted(
            kind=kind,
            subject=subject,
            title=title,
            text=text,
            department=settings.CENTRE_DEPARTMENT,
            due_on=due_after(timezone.localdate(), days),
            evidence=evidence or [],
            urgency=urgency,
        ),
    )


def _close(kind: TaskKind, subject: str, because: str) -> None:
    close_task_when_fixed(actor=THE_PLATFORM, kind=kind, subject=subject, because=because)
