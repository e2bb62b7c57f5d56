"""Asks the user centre what is known of an applicant, and believes that it may be down."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

import httpx

from mingtang.kernel.errors import NotFound
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.logs import log
from mingtang.kernel.outbox.topology import neighbours
from mingtang.kernel.outgoing import Client, NeighbourDown
from mingtang.services.forms.ports import KnownValue, NothingKnown

#: A person is waiting for the page: better typed fields than a long wait.
PATIENCE = httpx.Timeout(0.8, connect=0.3)
#: 政务服务不得要求提供能通过数据共享取得的材料.
BASIS = "《国务院关于在线政务服务的若干规定》（国务院令第716号）第七条、第十一条"
DOWN = "资料中心暂时没连上，请您先自己填，不影响办理。"
UNKNOWN = "资料中心还没有您的资料，请您自己填一次。"
ASKER = Actor(id=UUID(int=0), kind=ActorKind.SYSTEM, name="服务引擎")


class AccountsProfiles:
    """Answers the port `Profiles` from the user centre."""

    def __init__(self, client: Client | None = None) -> None:
        self._given = client

    def known_of(
        self, applicant: Actor, *, keys: frozenset[str], errand: str
    ) -> Mapping[str, KnownValue]:
        params = {"fields": ",".join(sorted(keys)), "purpose": errand, "basis": BASIS}
        if applicant.organisation_id is not None:
            params["organisation_id"] = str(applicant.organisation_id)
        told = self._ask(f"/internal/people/{applicant.id}/profile", params)
        known = {key: _known(value) for key, value in told.items() if key in keys}
        if not known:
            raise NothingKnown(UNKNOWN)
        return known

    def _ask(self, path: str, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Return what the user centre tells by key; nothing when it does not know the person."""
        try:
            answer = (self._given or _client()).get(path, params=params, actor=ASKER)
        except NeighbourDown as error:
            raise _silence(type(error).__name__) from error
        if answer.status_code == NotFound.status:
            return {}
        if not answer.is_success:
            raise _silence(f"status {answer.status_code}")
        try:
            told: Mapping[str, Any] = dict(answer.json()["values"])
        except (ValueError, TypeError, KeyError) as error:
            raise _silence("not understood") from error
        return told


def _known(told: Any) -> KnownValue:
    try:
        return KnownValue(
            value=str(told["value"] or ""),
            source=str(told["source"]),
            fetched_at=datetime.fromisoformat(told["fetched_at"]).astimezone(UTC),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _silence("value not understood") from error


def _silence(reason: str) -> NothingKnown:
    log.warning("profile_not_available", reason=reason)
    return NothingKnown(DOWN)


def _client() -> Client:
    """Return the client for where the user centre is now."""
    found = neighbours().get("accounts")
    if found is None:
        raise NeighbourDown
    return _client_of(found.address)


@cache
def _client_of(address: str) -> Client:
    return Client(address, signer="services", timeout=PATIENCE, retries=0)
