"""What the inbox does when something happens to a case, or a review waits for somebody of staff."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from mingtang.accounts.inbox.commands import deliver_message
from mingtang.accounts.people.queries import staff_holding
from mingtang.content.contract.events import ReviewReminded
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseWithdrawn,
    CorrectionRequested,
)

News = (
    ApplicationCorrected
    | ApplicationSubmitted
    | CaseAccepted
    | CaseDecided
    | CaseWithdrawn
    | CorrectionRequested
)

DONE = "结果已经出来了。觉得办得怎么样，也请您评一评。"


def confirm_receipt_of_application(event: ApplicationSubmitted) -> None:
    due = f"预计 {_day(event.due_on)}前办好，" if event.due_on else ""
    _tell(
        event,
        subject=f"已收到您的申请：{event.item_title}",
        text=f"办件编号 {event.case_reference}。{due}每走一步都会在这里告诉您。",
    )


def tell_of_acceptance(event: CaseAccepted) -> None:
    _tell(event, subject=f"已受理：{event.item_title}", text="材料齐了，经办人正在审核。")


def ask_for_correction(event: CorrectionRequested) -> None:
    _tell(
        event,
        subject=f"请您补一下材料：{event.item_title}",
        text=f"{event.message}\n请在 {_day(event.due_on)}前补好，等您的时间不算在办理时限里。",
        address=f"/services/cases/{event.case_reference}/correction/",
        deed="现在就补",
    )


def confirm_correction(event: ApplicationCorrected) -> None:
    _tell(event, subject=f"已收到您补的材料：{event.item_title}", text="经办人会接着审核。")


def tell_of_decision(event: CaseDecided) -> None:
    is_granted = event.outcome == "granted"
    _tell(
        event,
        subject=f"{'办好了' if is_granted else '没有通过'}：{event.item_title}",
        text=event.reason or (DONE if is_granted else ""),
        deed="看结果，评一评" if is_granted else "看原因和救济途径",
    )


def confirm_withdrawal(event: CaseWithdrawn) -> None:
    _tell(event, subject=f"已撤回：{event.item_title}", text="这件事不再办理，需要时可以重新申请。")


#: What a reminder says, by its stage: the subject, and how the sentence about the deadline begins.
_REMINDERS = {
    "sent": ("请您审核", "请在"),
    "near": ("快到期了，请您审核", "请在"),
    "late": ("审核超期了", "本该在"),
    "delegated": ("请您代办审核", "请在"),
}


def remind_reviewers(event: ReviewReminded) -> None:
    """Tell everybody a review waits for; when content knows no names, all who hold the role."""
    subject, until = _REMINDERS.get(event.stage, _REMINDERS["sent"])
    # The deadline is the end of a day: the moment before it names that day.
    day = timezone.localdate(event.due_at - timedelta(seconds=1))
    whom = [UUID(str(each)) for each in event.reviewer_ids] or staff_holding(event.role)
    for reviewer_id in whom:
        deliver_message(
            recipient_id=reviewer_id,
            cause=event.event_id,
            subject=f"{subject}：{event.title}",
            text=f"这一稿到了{event.level}，{until} {_day(day)}前办完。",
            address=event.path,
            deed="去审核",
            received_at=event.occurred_at,
        )


def _tell(
    event: News, *, subject: str, text: str, address: str = "", deed: str = "看办到哪儿了"
) -> None:
    deliver_message(
        recipient_id=event.applicant_id,
        cause=event.event_id,
        subject=subject,
        text=text,
        address=address or f"/services/cases/{event.case_reference}/",
        deed=deed,
        received_at=event.occurred_at,
    )


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"
