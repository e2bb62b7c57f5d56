"""People the tests know, and a user centre that answers for them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from mingtang.kernel.identity import Actor, ActorKind, Role
from mingtang.kernel.signing import sign_actor
from mingtang.services.forms.ports import KnownValue, NothingKnown

CHEN = Actor(id=UUID(int=7), kind=ActorKind.CITIZEN, name="陈悦")
STRANGER = Actor(id=UUID(int=8), kind=ActorKind.CITIZEN, name="别人")
IDENTITY = "339900199504121012"
FETCHED_AT = datetime(2026, 11, 24, 1, 41, tzinfo=UTC)


def officer(department: str = "gongan", *, name: str = "徐磊", number: int = 9) -> Actor:
    return Actor(
        id=UUID(int=number),
        kind=ActorKind.STAFF,
        name=name,
        roles=frozenset({Role.OFFICER}),
        department=department,
    )


def editor() -> Actor:
    return Actor(
        id=UUID(int=10),
        kind=ActorKind.STAFF,
        name="周敏",
        roles=frozenset({Role.EDITOR}),
        department="gongan",
    )


def keeper() -> Actor:
    return Actor(
        id=UUID(int=11), kind=ActorKind.STAFF, name="程云", roles=frozenset({Role.OPERATIONS})
    )


def as_actor(actor: Actor) -> dict[str, str]:
    """Return what the gateway puts on a request of that person, for Django's test client."""
    return {"HTTP_X_MINGTANG_ACTOR": sign_actor(actor, signer="gateway")}


class KnownProfiles:
    """A user centre in memory; set `settings.PROFILES` to its path."""

    PATH = f"{__name__}.KnownProfiles"
    values: dict[str, str] = {}
    silence: str = ""
    asked: list[str] = []

    @classmethod
    def reset(cls, **values: str) -> None:
        cls.values = {key.replace("__", "."): value for key, value in values.items()}
        cls.silence, cls.asked = "", []

    def known_of(
        self, applicant: Actor, *, keys: frozenset[str], errand: str
    ) -> Mapping[str, KnownValue]:
        self.asked.append(errand)
        if self.silence:
            raise NothingKnown(self.silence)
        return {
            key: KnownValue(value=value, source="市公安局人口库", fetched_at=FETCHED_AT)
            for key, value in self.values.items()
            if key in keys
        }
