from uuid import NAMESPACE_URL, uuid5

from mingtang.content.identity.commands import mirror_staff
from mingtang.kernel.identity import Actor, ActorKind


def staff(name: str, *roles: str) -> Actor:
    actor = Actor(
        id=uuid5(NAMESPACE_URL, f"test:{name}"),
        kind=ActorKind.STAFF,
        name=name,
        roles=frozenset(roles),
        department="zhengfuban",
    )
    mirror_staff(actor=actor)
    return actor


def editor() -> Actor:
    return staff("周敏", "editor")


def department_reviewer() -> Actor:
    return staff("何静", "reviewer.department")


def legal_reviewer() -> Actor:
    return staff("罗文", "reviewer.legal")


def final_reviewer() -> Actor:
    return staff("梁志远", "reviewer.final")


def citizen() -> Actor:
    return Actor(id=uuid5(NAMESPACE_URL, "test:citizen"), kind=ActorKind.CITIZEN, name="陈悦")
