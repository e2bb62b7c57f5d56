"""In whose place somebody acts at a level: their own, or that of an absent person for a while."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mingtang.content.identity.models import StaffMember
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.models import Delegation
from mingtang.kernel.identity import Actor


@dataclass(frozen=True)
class Seat:
    """A right to act at a level. Empty fields: it is the actor's own."""

    level: Level
    absent_id: UUID | None = None
    absent_name: str = ""


def seats_of(actor: Actor) -> list[Seat]:
    """Return every seat somebody has today, their own before those of absent people."""
    if not actor.is_staff:
        return []
    own = [Seat(level) for level in Level if actor.has_role(level.role)]
    return [*own, *(_seat(one) for one in delegations_in_force() if one.stand_in_id == actor.id)]


def may_act_at(actor: Actor, level: Level) -> bool:
    return any(seat.level == level for seat in seats_of(actor))


def choose_seat(seats: Iterable[Seat], *, level: Level, barred: set[UUID]) -> Seat | None:
    """Return the seat to act from, passing over absent people who may not act here themselves."""
    for seat in seats:
        if seat.level == level and seat.absent_id not in barred:
            return seat
    return None


def delegations_in_force() -> list[Delegation]:
    """Return those that count today: not revoked, and the absent person still has the role."""
    today = timezone.localdate()
    found = list(standing_delegations().filter(begins_on__lte=today, ends_on__gte=today))
    people = StaffMember.objects.in_bulk([one.absent_id for one in found]) if found else {}
    return [
        one
        for one in found
        if (absent := people.get(one.absent_id)) and holds(absent, Level(one.level))
    ]


def standing_delegations() -> QuerySet[Delegation]:
    return Delegation.objects.filter(revoked_at=None).order_by("pk")


def holds(member: StaffMember, level: Level) -> bool:
    return member.is_active and level.role in member.roles_key.split(",")


def holders() -> list[StaffMember]:
    """Return everybody known here who has a reviewer's role of their own."""
    people = StaffMember.objects.filter(is_active=True, roles_key__contains="reviewer.")
    return list(people.order_by("first_name"))


def _seat(delegation: Delegation) -> Seat:
    return Seat(Level(delegation.level), delegation.absent_id, delegation.absent_name)
