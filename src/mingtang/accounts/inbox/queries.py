"""What stands in an inbox. Everybody sees only their own."""

from django.db.models import QuerySet

from mingtang.accounts.inbox.models import Message
from mingtang.kernel.identity import Actor


def messages_of(actor: Actor) -> QuerySet[Message]:
    return Message.objects.filter(recipient_id=actor.id)


def count_unread(actor: Actor) -> int:
    return messages_of(actor).filter(read_at=None).count()
