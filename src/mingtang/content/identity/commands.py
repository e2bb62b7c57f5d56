"""Keep the mirror of an actor up to date."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.users.models import UserProfile

from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.roles import CMS_ROLES
from mingtang.kernel.identity import Actor


def mirror_staff(*, actor: Actor) -> StaffMember:
    """Return the Django user of an actor; writes only when name, department or roles changed."""
    roles = sorted(CMS_ROLES & actor.roles)
    seen = StaffMember.objects.filter(pk=actor.id).first()
    if seen is not None and _is_current(seen, actor, ",".join(roles)):
        return seen
    return _write(actor, roles)


def _is_current(member: StaffMember, actor: Actor, roles_key: str) -> bool:
    return (member.first_name, member.department, member.roles_key, member.is_active) == (
        actor.name,
        actor.department,
        roles_key,
        True,
    )


@transaction.atomic
def _write(actor: Actor, roles: list[str]) -> StaffMember:
    member, is_new = StaffMember.objects.update_or_create(
        pk=actor.id,
        defaults={
            "username": str(actor.id),
            "first_name": actor.name,
            "department": actor.department,
            "roles_key": ",".join(roles),
            "is_active": True,
            "is_staff": False,
            "is_superuser": False,
        },
    )
    if is_new:
        member.set_unusable_password()
        member.save(update_fields=["password"])
        # The house has no dark dress; half of one would be unreadable.
        UserProfile.objects.create(user=member, theme=UserProfile.AdminColorThemes.LIGHT)
    member.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return member
