"""Signed claims: who is acting, and other short messages one system can believe of another."""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections import OrderedDict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from mingtang.kernel.crypto import sm2
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.keys import KeyMissing, private_key, public_key

ACTOR_SECONDS = 60
#: Keeps other signed claims, such as a session cookie, from passing for an actor header.
ACTOR_TYPE = "actor"
#: A clock of another machine may be this far ahead.
CLOCK_SKEW_SECONDS = 5
REMEMBERED_HEADERS = 2000

_verified: OrderedDict[str, tuple[dict[str, Any], Actor]] = OrderedDict()


def sign_claims(claims: Mapping[str, Any], *, signer: str, seconds: int) -> str:
    """Return the claims as a token that holds for so many seconds."""
    now = int(time.time())
    body = {**claims, "kid": signer, "iat": now, "exp": now + seconds}
    payload = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    signature = sm2.sign(payload, key=private_key(signer))
    return f"{_encode(payload)}.{_encode(signature)}"


def read_claims(token: str, *, signer: str) -> dict[str, Any] | None:
    """Return the claims if that signer signed them and they still hold."""
    return _read(token, accept={signer})


def sign_actor(actor: Actor, *, signer: str) -> str:
    """Return the header that tells another system who is acting, for a minute."""
    claims = {**actor_claims(actor), "typ": ACTOR_TYPE}
    return sign_claims(claims, signer=signer, seconds=ACTOR_SECONDS)


def actor_claims(actor: Actor) -> dict[str, Any]:
    """Return the actor as claims; a session token carries the same names."""
    return {
        "sub": str(actor.id),
        "kind": actor.kind.value,
        "name": actor.name,
        "roles": sorted(actor.roles),
        "dep": actor.department,
        "org": str(actor.organisation_id) if actor.organisation_id else None,
        "sid": actor.session_id,
    }


def read_actor(header: str, *, accept: Collection[str] | None = None) -> Actor | None:
    """Return the actor of a signed header, or None for anything that does not hold.

    Verified headers are remembered until they end: the gateway sends the same one for seconds.
    """
    known = _verified.get(header)
    if known is not None:
        claims, actor = known
        return actor if _still_holds(claims) and _is_accepted(claims, accept) else None
    read = _read(header, accept=accept)
    if read is None or read.get("typ") != ACTOR_TYPE:
        return None
    actor = _actor_of(read)
    _verified[header] = (read, actor)
    while len(_verified) > REMEMBERED_HEADERS:
        _verified.popitem(last=False)
    return actor


def _actor_of(claims: Mapping[str, Any]) -> Actor:
    return Actor(
        id=UUID(claims["sub"]),
        kind=ActorKind(claims["kind"]),
        name=claims["name"],
        roles=frozenset(claims["roles"]),
        department=claims["dep"],
        organisation_id=UUID(claims["org"]) if claims["org"] else None,
        session_id=claims["sid"],
    )


def _read(token: str, *, accept: Collection[str] | None) -> dict[str, Any] | None:
    try:
        body, signature = (_decode(part) for part in token.split("."))
        claims: dict[str, Any] = json.loads(body)
        key = public_key(claims["kid"])
    except (ValueError, KeyError, TypeError, NotBase64, KeyMissing):
        return None
    if not _is_accepted(claims, accept) or not _still_holds(claims):
        return None
    return claims if sm2.verify(body, signature, key=key) else None


def _is_accepted(claims: Mapping[str, Any], accept: Collection[str] | None) -> bool:
    return accept is None or claims["kid"] in accept


def _still_holds(claims: Mapping[str, Any]) -> bool:
    now = time.time()
    return bool(claims["iat"] - CLOCK_SKEW_SECONDS <= now < claims["exp"])


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
