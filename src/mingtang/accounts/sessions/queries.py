"""Reads of sessions."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from mingtang.accounts.people.models import Account
from mingtang.accounts.sessions.errors import SessionNotFound
from mingtang.accounts.sessions.models import EndReason, Session
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.signing import read_claims

SIGNER = "session"
TOO_LONG = "您离开的时间有点长，为了安全已经自动退出。重新登录后会回到刚才的页面，填过的内容都在。"
SENTENCES = {
    EndReason.LEFT.value: "您已经退出了。要接着办，请重新登录。",
    EndReason.REMOVED.value: "这台设备上的登录已经在“登录设备”里结束了。要接着办，请重新登录。",
    EndReason.PASSWORD.value: "密码改过了，请用新密码重新登录。",
    EndReason.CLOSED.value: "这个账号已经停用。有疑问请打 12345。",
}


def find_session(session_id: str) -> Session | None:
    return Session.objects.select_related("account").filter(pk=session_id).first()


def find_own_session(actor: Actor, session_id: str) -> Session:
    """Find one of the actor's sessions. Anybody else's does not exist for them."""
    session = find_session(session_id)
    if session is None or session.account_id != actor.id:
        raise SessionNotFound
    return session


def living_sessions_of(actor: Actor, *, now: datetime | None = None) -> list[Session]:
    at = now or timezone.now()
    open_ones = Session.objects.select_related("account").filter(account_id=actor.id, ended_at=None)
    return [session for session in open_ones if session.is_alive(at)]


def why_it_ended(token: str) -> str:
    """Say to somebody who comes with an old cookie why they have to log in again."""
    claims = read_claims(token, signer=SIGNER)
    session = find_session(str(claims.get("sid"))) if claims else None
    if session is not None and session.is_alive(timezone.now()):
        return ""
    return SENTENCES.get(session.end_reason if session else "", TOO_LONG)


def actor_of(account: Account, *, session_id: str, organisation_id: UUID | None = None) -> Actor:
    return Actor(
        id=account.pk,
        kind=ActorKind.STAFF if account.is_staff else ActorKind.CITIZEN,
        name=account.name,
        roles=frozenset(account.roles),
        department=account.department,
        organisation_id=organisation_id,
        session_id=session_id,
    )
