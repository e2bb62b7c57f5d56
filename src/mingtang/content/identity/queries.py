"""From Wagtail's user back to the actor that commands want."""

from mingtang.content.identity.models import StaffMember
from mingtang.kernel.identity import THE_PLATFORM, Actor, ActorKind


def actor_of(member: StaffMember | None) -> Actor:
    """Return the actor behind a user; no user means the platform itself is at work."""
    if member is None:
        return THE_PLATFORM
    return Actor(
        id=member.pk,
        kind=ActorKind.STAFF,
        name=member.first_name,
        roles=frozenset(filter(None, member.roles_key.split(","))),
        department=member.department,
    )
