"""Lets people in and out."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from mingtang.accounts.people.commands import PHONE
from mingtang.accounts.people.models import Account
from mingtang.accounts.sessions.errors import AccountLocked, WrongNameOrPassword
from mingtang.accounts.sessions.models import LONGEST, Session
from mingtang.kernel.audit.commands import record
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.signing import actor_claims, sign_claims

#: 等保 8.1.4.1 b: failures are counted and stopped.
FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Login:
    actor: Actor
    token: str


def log_in(*, name: str, password: str, device: str = "") -> Login:
    """Open a session for a user name or phone number. Every try is on record."""
    account, refusal = _checked(name, password)
    if account is None or refusal is not None:
        raise refusal or WrongNameOrPassword
    return _open(account, device=device)


@transaction.atomic
def _checked(name: str, password: str) -> tuple[Account | None, Exception | None]:
    """Compare the password and keep count, committed whatever comes of it."""
    account = _account_named(name)
    if account is None:
        make_password(password)  # an unknown name takes as long as a wrong password
        return None, WrongNameOrPassword()
    if account.locked_until and account.locked_until > timezone.now():
        return account, AccountLocked()
    if account.has_password(password):
        account.failures, account.locked_until = 0, None
        account.save(update_fields=["failures", "locked_until"])
        return account, None
    return account, _note_failure(account)


def _note_failure(account: Account) -> Exception:
    account.failures += 1
    is_locked = account.failures >= FAILURES_ALLOWED
    if is_locked:
        account.failures, account.locked_until = 0, timezone.now() + LOCKED_FOR
    account.save(update_fields=["failures", "locked_until"])
    record(actor_of(account), action="sessions.refused", subject=f"account {account.pk}")
    return AccountLocked() if is_locked else WrongNameOrPassword()


def _account_named(name: str) -> Account | None:
    accounts = Account.objects.select_for_update()
    given = name.strip()
    found = accounts.filter(username=given).first()
    if found is None and given.isdigit():
        found = accounts.filter(phone_index=blind_index(given, purpose=PHONE)).first()
    return found


@transaction.atomic
def _open(account: Account, *, device: str) -> Login:
    now = timezone.now()
    session = Session.objects.create(
        id=secrets.token_urlsafe(24),
        account=account,
        began_at=now,
        last_seen_at=now,
        device=device[:200],
    )
    actor = actor_of(account, session_id=session.pk)
    record(actor, action="sessions.opened", subject=f"account {account.pk}")
    claims = {**actor_claims(actor), "typ": "session"}
    seconds = int(LONGEST.total_seconds())
    return Login(actor=actor, token=sign_claims(claims, signer="session", seconds=seconds))


@transaction.atomic
def log_out(*, actor: Actor) -> None:
    """End the actor's session. Safe to repeat."""
    ended = Session.objects.filter(pk=actor.session_id, ended_at=None).update(
        ended_at=timezone.now()
    )
    if ended:
        record(actor, action="sessions.ended", subject=f"account {actor.id}")


def touch_session(session_id: str) -> bool:
    """Whether the session lives; notes, at most once a minute, that it was used."""
    now = timezone.now()
    session = Session.objects.select_related("account").filter(pk=session_id).first()
    if session is None or not session.is_alive(now):
        return False
    if now - session.last_seen_at > SEEN_EVERY:
        Session.objects.filter(pk=session_id).update(last_seen_at=now)
    return True


def actor_of(account: Account, *, session_id: str = "") -> Actor:
    return Actor(
        id=account.pk,
        kind=ActorKind.STAFF if account.is_staff else ActorKind.CITIZEN,
        name=account.name,
        roles=frozenset(account.roles),
        department=account.department,
        session_id=session_id,
    )
