"""Use cases that change the inbox."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from mingtang.accounts.inbox.models import Message
from mingtang.accounts.inbox.queries import messages_of
from mingtang.kernel.identity import Actor


def deliver_message(
    *, recipient_id: UUID, subject: str, received_at: datetime, text: str = "", address: str = ""
) -> Message:
    return Message.objects.create(
        recipient_id=recipient_id,
        subject=subject[:200],
        text=text,
        address=address,
        received_at=received_at,
    )


def mark_all_read(*, actor: Actor) -> None:
    messages_of(actor).filter(read_at=None).update(read_at=timezone.now())
