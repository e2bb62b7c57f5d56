"""What stands in an inbox. Everybody sees only their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Window

from mingtang.accounts.inbox.errors import MessageNotFound
from mingtang.accounts.inbox.models import Message
from mingtang.kernel.identity import Actor

UNREAD = Q(read_at=None)


@dataclass(frozen=True)
class Newest:
    """The newest messages, and how many of all are unread."""

    messages: Sequence[Message]
    unread: int


def messages_of(actor: Actor) -> QuerySet[Message]:
    return Message.objects.filter(recipient_id=actor.id)


def newest_of(actor: Actor, *, limit: int) -> Newest:
    """Read both with one question to the database: this stands on the busiest page."""
    counted = messages_of(actor).annotate(unread=Window(Count("pk", filter=UNREAD)))
    messages = list(counted[:limit])
    return Newest(messages=messages, unread=messages[0].unread if messages else 0)


def count_unread(actor: Actor) -> int:
    return messages_of(actor).filter(UNREAD).count()


def find_message(actor: Actor, message_id: int) -> Message:
    """Find one of the actor's messages. Anybody else's does not exist for them."""
    message = messages_of(actor).filter(pk=message_id).first()
    if message is None:
        raise MessageNotFound
    return message
