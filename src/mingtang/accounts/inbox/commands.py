"""Use cases that change the inbox."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingtang.accounts.inbox.models import Message
from mingtang.accounts.inbox.queries import UNREAD, find_message, messages_of
from mingtang.kernel.identity import Actor


def deliver_message(
    *,
    recipient_id: UUID,
    cause: UUID,
    subject: str,
    received_at: datetime,
    text: str = "",
    address: str = "",
    deed: str = "",
) -> Message:
    """Put a message into somebody's inbox, once for each cause."""
    message, _ = Message.objects.get_or_create(
        recipient_id=recipient_id,
        cause=cause,
        defaults={
            "subject": subject[:200],
            "text": text,
            "address": address,
            "deed": deed,
            "received_at": received_at,
        },
    )
    return message


@transaction.atomic
def read_message(*, actor: Actor, message_id: int) -> Message:
    """Return the message, which from now on has been read."""
    message = find_message(actor, message_id)
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
    return message


def mark_all_read(*, actor: Actor) -> int:
    return messages_of(actor).filter(UNREAD).update(read_at=timezone.now())
