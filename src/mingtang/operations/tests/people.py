"""Staff the tests know."""

from uuid import UUID

from mingtang.kernel.identity import Actor, ActorKind, Role
from mingtang.kernel.signing import sign_actor

CITIZEN = Actor(id=UUID(int=7), kind=ActorKind.CITIZEN, name="陈悦")


def staff(*roles: Role, department: str = "zhengwu", name: str = "孙涛", number: int = 20) -> Actor:
    return Actor(
        id=UUID(int=number),
        kind=ActorKind.STAFF,
        name=name,
        roles=frozenset(roles),
        department=department,
    )


def operator() -> Actor:
    return staff(Role.OPERATOR)


def editor(department: str = "minzheng") -> Actor:
    return staff(Role.EDITOR, department=department, name="周敏", number=21)


def as_actor(actor: Actor) -> dict[str, str]:
    """Return what the gateway puts on a request of that person, for Django's test client."""
    return {"HTTP_X_MINGTANG_ACTOR": sign_actor(actor, signer="gateway")}
