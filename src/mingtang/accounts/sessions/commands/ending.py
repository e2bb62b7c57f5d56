"""Ends sessions, and keeps those alive that are used."""

from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingtang.accounts.people.errors import PersonNotFound
from mingtang.accounts.people.models import Account
from mingtang.accounts.sessions.commands.counting import count_try, forgive
from mingtang.accounts.sessions.models import EndReason, Session
from mingtang.accounts.sessions.queries import find_own_session, find_session
from mingtang.accounts.sessions.visitor import Visitor
from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Invalid
from mingtang.kernel.identity import Actor

SEEN_EVERY = timedelta(minutes=1)
#: 网络安全法 第二十三条: logs for at least six months, so somebody can ask who was in.
KEEP_SESSIONS = timedelta(days=200)


def touch_session(session_id: str) -> bool:
    """Whether the session lives. Notes, at most once a minute, that it was used."""
    now = timezone.now()
    session = find_session(session_id)
    if session is None or not session.is_alive(now):
        return False
    if now - session.last_seen_at > SEEN_EVERY:
        Session.objects.filter(pk=session_id).update(last_seen_at=now)
    return True


@transaction.atomic
def log_out(*, actor: Actor) -> None:
    """End the session the actor came with. Safe to repeat."""
    _end(actor, Session.objects.filter(pk=actor.session_id), EndReason.LEFT)


@transaction.atomic
def end_session(*, actor: Actor, session_id: str) -> None:
    """End one of the actor's own sessions, on whatever device it is."""
    session = find_own_session(actor, session_id)
    _end(actor, Session.objects.filter(pk=session.pk), EndReason.REMOVED)


@transaction.atomic
def end_other_sessions(*, actor: Actor) -> None:
    """End every session of the actor but the one they are using."""
    others = Session.objects.filter(account_id=actor.id).exclude(pk=actor.session_id)
    _end(actor, others, EndReason.REMOVED)


def change_password(*, actor: Actor, current: str, new: str, visitor: Visitor) -> None:
    """Set a new password and end every other session: whoever knew the old one is out.

    A wrong current password counts as a try, so that an open screen is no place for guessing.
    """
    account = Account.objects.filter(pk=actor.id).first()
    if account is None:
        raise PersonNotFound
    counted = count_try(account=account, name=account.username, address=visitor.address)
    if not check_password(current, account.password):
        record(actor, action="sessions.password_refused", subject=f"account {actor.id}")
        left = f"还可以试 {counted.left} 次。"
        raise Invalid({"current": f"现在的密码不对，请再看一看。{left}"})
    forgive(counted)
    _require_good_password(new, account=account)
    _set_password(actor, new)


@transaction.atomic
def _set_password(actor: Actor, new: str) -> None:
    Account.objects.filter(pk=actor.id).update(
        password=make_password(new), password_set_at=timezone.now()
    )
    others = Session.objects.filter(account_id=actor.id).exclude(pk=actor.session_id)
    record(actor, action="sessions.password_changed", subject=f"account {actor.id}")
    _end(actor, others, EndReason.PASSWORD)


def _require_good_password(new: str, *, account: Account) -> None:
    if check_password(new, account.password):
        raise Invalid({"new": "新密码不能和现在的一样。"})
    try:
        validate_password(new, user=account)  # type: ignore[arg-type]  # it reads a name
    except ValidationError as error:
        raise Invalid({"new": "".join(error.messages)}) from error


def forget_old_sessions() -> int:
    """Remove sessions nobody can use or has to ask about any more."""
    long_ago = timezone.now() - KEEP_SESSIONS
    removed, _ = Session.objects.filter(last_seen_at__lt=long_ago).delete()
    return removed


def _end(actor: Actor, sessions: QuerySet[Session], reason: EndReason) -> None:
    ended = sessions.filter(ended_at=None).update(ended_at=timezone.now(), end_reason=reason)
    if ended:
        record(
            actor,
            action="sessions.ended",
            subject=f"account {actor.id}",
            details={"reason": reason.value, "sessions": ended},
        )
