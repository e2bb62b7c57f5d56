"""Lets people in."""

import secrets
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from mingtang.accounts.people.errors import OrganisationNotFound
from mingtang.accounts.people.models import Account
from mingtang.accounts.people.queries import (
    find_account_named,
    find_represented,
    find_represented_by_code,
)
from mingtang.accounts.sessions.commands.counting import WINDOW, Try, count_try, forgive
from mingtang.accounts.sessions.errors import Locked, WrongNameOrPassword
from mingtang.accounts.sessions.models import LONGEST, EndReason, Session
from mingtang.accounts.sessions.queries import SIGNER, actor_of, find_own_session
from mingtang.accounts.sessions.visitor import Visitor
from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Invalid
from mingtang.kernel.identity import THE_PLATFORM, Actor
from mingtang.kernel.signing import actor_claims, sign_claims


@dataclass(frozen=True)
class Login:
    """An opened session: who it is, and the cookie that proves it."""

    actor: Actor
    token: str


def log_in(
    *,
    name: str,
    password: str,
    visitor: Visitor,
    credit_code: str = "",
    replaces: str = "",
) -> Login:
    """Open a session for a user name or phone number. Every try is on record.

    With a credit code the session acts for that organisation. `replaces` is the session the same
    browser held before: it ends, and the new one has a new id.
    """
    account = find_account_named(name.strip())
    counted = count_try(account=account, name=name.strip().lower(), address=visitor.address)
    is_right = _is_right(account, password)
    if account is None or not is_right:
        _note_failure(account, counted, visitor)
        if counted.left == 0:
            raise Locked(seconds=WINDOW.total_seconds())
        raise WrongNameOrPassword(tries_left=counted.left)
    forgive(counted)
    organisation_id = _organisation_id(account, credit_code)
    return open_session(
        account=account, visitor=visitor, organisation_id=organisation_id, replaces=replaces
    )


@transaction.atomic
def open_session(
    *,
    account: Account,
    visitor: Visitor,
    organisation_id: UUID | None = None,
    replaces: str = "",
) -> Login:
    """Begin a session with an id nobody has seen before."""
    now = timezone.now()
    Session.objects.filter(pk=replaces, ended_at=None).update(
        ended_at=now, end_reason=EndReason.REPLACED
    )
    session = Session.objects.create(
        id=secrets.token_urlsafe(24),
        account=account,
        organisation_id=organisation_id,
        factors=["password"],
        began_at=now,
        last_seen_at=now,
        device=visitor.device,
        client_address=visitor.address,
    )
    actor = actor_of(account, session_id=session.pk, organisation_id=organisation_id)
    record(
        actor,
        action="sessions.opened",
        subject=f"account {account.pk}",
        details={"device": visitor.device, "factors": session.factors},
    )
    claims = {**actor_claims(actor), "typ": "session"}
    seconds = int(LONGEST.total_seconds())
    return Login(actor=actor, token=sign_claims(claims, signer=SIGNER, seconds=seconds))


def act_for(*, actor: Actor, organisation_id: UUID | None, visitor: Visitor) -> Login:
    """Go on as the representative of an organisation, or as oneself again, with a new session."""
    if organisation_id is not None:
        find_represented(actor.id, organisation_id=organisation_id)
    session = find_own_session(actor, actor.session_id)
    return open_session(
        account=session.account,
        visitor=visitor,
        organisation_id=organisation_id,
        replaces=session.pk,
    )


def _is_right(account: Account | None, password: str) -> bool:
    """Whether the password opens the account. A name nobody has takes as long as a real one."""
    decoy = _decoy()
    matches = check_password(password, account.password if account else decoy)
    return matches and account is not None


@cache
def _decoy() -> str:
    return make_password(secrets.token_hex(16))


def _organisation_id(account: Account, credit_code: str) -> UUID | None:
    if not credit_code:
        return None
    try:
        return find_represented_by_code(account.pk, credit_code=credit_code.strip().upper()).pk
    except OrganisationNotFound as refusal:
        raise Invalid({"credit_code": str(refusal)}) from refusal


def _note_failure(account: Account | None, counted: Try, visitor: Visitor) -> None:
    """The trail keeps that somebody failed, never what they typed as a name."""
    is_locked = counted.left == 0
    record(
        actor_of(account, session_id="") if account else THE_PLATFORM,
        action="sessions.locked" if is_locked else "sessions.refused",
        subject=f"account {account.pk}" if account else f"unknown name {counted.key[:12]}",
        details={"client": counted.client_key[:12], "device": visitor.device},
    )
