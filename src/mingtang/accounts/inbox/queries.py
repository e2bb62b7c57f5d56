"""What stands in an inbox. Everybody sees only their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from mingtang.accounts.inbox.errors import MessageNotFound
from mingtang.accounts.inbox.models import Message
from mingtang.kernel.identity import Actor

UNREAD = Q(read_at=None)
_COLUMNS = (
    *("id", "recipient_id", "cause", "subject", "text"),
    *("address", "deed", "received_at", "read_at"),
)
#: The words of the two busiest questions are fixed: writing them anew each time took longer than
#: answering them.
_NEWEST = """
    SELECT id, recipient_id, cause, subject, text, address, deed, received_at, read_at,
           count(*) FILTER (WHERE read_at IS NULL) OVER ()
    FROM accounts_inbox_message WHERE recipient_id = %s
    ORDER BY received_at DESC, id DESC LIMIT %s
"""
_UNREAD = "SELECT count(*) FROM accounts_inbox_message WHERE recipient_id = %s AND read_at IS NULL"


@dataclass(frozen=True)
class Newest:
    """The newest messages, and how many of all are unread."""

    messages: Sequence[Message]
    unread: int


def messages_of(actor: Actor) -> QuerySet[Message]:
    return Message.objects.filter(recipient_id=actor.id)


def newest_of(actor: Actor, *, limit: int) -> Newest:
    """Read both with one question to the database."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [actor.id, limit])
        rows = cursor.fetchall()
    messages = [Message.from_db(connection.alias, _COLUMNS, row[:-1]) for row in rows]
    return Newest(messages=messages, unread=rows[0][-1] if rows else 0)


def count_unread(actor: Actor) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [actor.id])
        count: int = cursor.fetchone()[0]
    return count


def find_message(actor: Actor, message_id: int) -> Message:
    """Find one of the actor's messages. Anybody else's does not exist for them."""
    message = messages_of(actor).filter(pk=message_id).first()
    if message is None:
        raise MessageNotFound
    return message
