"""Asks the user centre about people. A network call that looks like one."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from mingtang.accounts.contract.profile import Profile, ProfileValue
from mingtang.kernel.errors import NotFound
from mingtang.kernel.outgoing import Client, NeighbourDown


class People(Protocol):
    """What a system may ask of the user centre."""

    def find_profile(
        self,
        person_id: UUID,
        *,
        keys: Collection[str],
        purpose: str,
        basis: str,
        organisation_id: UUID | None = None,
    ) -> Profile:
        """Return the named values (keys of PROFILE_KEYS). Raises NeighbourDown or NotFound."""


class AccountsClient:
    """Asks over HTTP; the client signs as the calling system, and that is who the person sees."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def find_profile(
        self,
        person_id: UUID,
        *,
        keys: Collection[str],
        purpose: str,
        basis: str,
        organisation_id: UUID | None = None,
    ) -> Profile:
        params = {"fields": ",".join(sorted(keys)), "purpose": purpose, "basis": basis}
        if organisation_id is not None:
            params["organisation_id"] = str(organisation_id)
        answer = self._client.get(f"/internal/people/{person_id}/profile", params=params)
        if answer.status_code == NotFound.status:
            raise NotFound
        if answer.status_code != 200:
            raise NeighbourDown
        return Profile.from_dict(answer.json())


class FakePeople:
    """In memory, for tests of the systems that ask; `is_down` makes it silent."""

    def __init__(self, *, is_down: bool = False) -> None:
        self.is_down = is_down
        self.known: dict[UUID, dict[str, ProfileValue]] = {}
        self.asked: list[tuple[UUID, str]] = []

    def find_profile(
        self,
        person_id: UUID,
        *,
        keys: Collection[str],
        purpose: str,
        basis: str,
        organisation_id: UUID | None = None,
    ) -> Profile:
        if self.is_down:
            raise NeighbourDown
        self.asked.append((person_id, purpose))
        values = self.known.get(person_id)
        if values is None:
            raise NotFound
        return Profile(
            person_id=person_id,
            values={key: value for key, value in values.items() if key in keys},
        )
