"""What the inbox does when something happens to a case."""

from mingtang.accounts.inbox.commands import deliver_message
from mingtang.services.contract.events import (
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CorrectionRequested,
)


def confirm_receipt_of_application(event: ApplicationSubmitted) -> None:
    due = f"预计 {event.due_on:%m 月 %d 日} 前办好。" if event.due_on else ""
    deliver_message(
        recipient_id=event.applicant_id,
        subject=f"已收到您的申请：{event.item_title}",
        text=f"办件编号 {event.case_reference}。{due}",
        address=f"/services/cases/{event.case_reference}/",
        received_at=event.occurred_at,
    )


def tell_of_acceptance(event: CaseAccepted) -> None:
    deliver_message(
        recipient_id=event.applicant_id,
        subject=f"已受理：{event.item_title}",
        address=f"/services/cases/{event.case_reference}/",
        received_at=event.occurred_at,
    )


def ask_for_correction(event: CorrectionRequested) -> None:
    deliver_message(
        recipient_id=event.applicant_id,
        subject=f"请补正：{event.item_title}",
        text=f"{event.message}（{event.due_on:%m 月 %d 日} 前补上就行）",
        address=f"/services/cases/{event.case_reference}/",
        received_at=event.occurred_at,
    )


def tell_of_decision(event: CaseDecided) -> None:
    is_granted = event.outcome == "granted"
    deliver_message(
        recipient_id=event.applicant_id,
        subject=f"{'办好了' if is_granted else '没有通过'}：{event.item_title}",
        text=event.reason,
        address=f"/services/cases/{event.case_reference}/",
        received_at=event.occurred_at,
    )
