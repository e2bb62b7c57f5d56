"""Gives a person's data to a system that says what it needs them for."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingtang.accounts.contract.profile import PROFILE_KEYS, Profile
from mingtang.accounts.people.errors import OnlySystemsAsk
from mingtang.accounts.people.models import Disclosure, Organisation
from mingtang.accounts.people.queries import (
    find_person,
    find_represented,
    profile_of,
    representations_of,
)
from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Invalid
from mingtang.kernel.identity import Actor

LONGEST_REASON = 200


@transaction.atomic
def give_profile(
    *,
    actor: Actor,
    asker: str,
    person_id: UUID,
    keys: Collection[str],
    purpose: str,
    basis: str,
    organisation_id: UUID | None = None,
) -> Profile:
    """Give a system the values it names; `asker` is what people call it.

    The person can see who asked, for what and why.
    """
    if not actor.is_system:
        raise OnlySystemsAsk
    _require_reason(keys=keys, purpose=purpose, basis=basis)
    person = find_person(person_id)
    organisation = _organisation(person_id, organisation_id)
    profile = profile_of(person, keys=set(keys), organisation=organisation)
    Disclosure.objects.create(
        person_id=person_id,
        asked_by=asker,
        purpose=purpose.strip(),
        basis=basis.strip(),
        keys=sorted(profile.values),
        asked_at=timezone.now(),
    )
    record(
        actor,
        action="people.profile_given",
        subject=f"person {person_id}",
        details={
            "asker": asker,
            "purpose": purpose,
            "basis": basis,
            "keys": sorted(profile.values),
        },
    )
    return profile


def _organisation(person_id: UUID, organisation_id: UUID | None) -> Organisation | None:
    """Return the one asked for; when none is named, the only one the person acts for."""
    if organisation_id is not None:
        return find_represented(person_id, organisation_id=organisation_id)
    only = list(representations_of(person_id)[:2])
    return only[0].organisation if len(only) == 1 else None


def _require_reason(*, keys: Collection[str], purpose: str, basis: str) -> None:
    """A key we do not know is passed over, as the asker may be newer; none at all is a mistake."""
    wrong = {}
    if not PROFILE_KEYS.keys() & set(keys):
        wrong["fields"] = "请说明要哪几项资料。"
    if not 0 < len(purpose.strip()) <= LONGEST_REASON:
        wrong["purpose"] = "请用一句话说明用途。"
    if not 0 < len(basis.strip()) <= LONGEST_REASON:
        wrong["basis"] = "请写明法律依据。"
    if wrong:
        raise Invalid(wrong)
