"""Reads of people. What others get to know is given by a command, because it leaves a trace."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from mingtang.accounts.contract.profile import PROFILE_KEYS, Profile, ProfileValue
from mingtang.accounts.people.errors import OrganisationNotFound, PersonNotFound
from mingtang.accounts.people.models import (
    Account,
    Disclosure,
    Dispute,
    Organisation,
    Person,
    Representation,
)
from mingtang.accounts.people.models.accounts import PHONE
from mingtang.accounts.people.registers import OF_ORGANISATION, OF_PERSON, THEMSELVES
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor, Role

#: Citizens of the demo city with a story of their own.
SHOWN_CITIZENS = ("chenyue", "linxiaoyan", "wangguilan", "zhaoqiang")


def find_account_named(name: str) -> Account | None:
    """Find who logs in under a user name, or under a phone number that leads to one person."""
    accounts = Account.objects.filter(is_active=True)
    found = accounts.filter(username=name).first()
    if found is None and name.isdigit():
        sharing = list(accounts.filter(phone_index=blind_index(name, purpose=PHONE))[:2])
        found = sharing[0] if len(sharing) == 1 else None
    return found


def find_person(person_id: UUID, *, lock: bool = False) -> Person:
    people = Person.objects.select_related("account").filter(pk=person_id)
    person = (people.select_for_update(of=("self",)) if lock else people).first()
    if person is None:
        raise PersonNotFound
    return person


def representations_of(person_id: UUID) -> QuerySet[Representation]:
    return Representation.objects.filter(person_id=person_id).select_related("organisation")


def find_represented(person_id: UUID, *, organisation_id: UUID) -> Organisation:
    """Find an organisation the person may act for. Any other one does not exist for them."""
    found = representations_of(person_id).filter(organisation_id=organisation_id).first()
    if found is None:
        raise OrganisationNotFound
    return found.organisation


def find_represented_by_code(person_id: UUID, *, credit_code: str) -> Organisation:
    found = representations_of(person_id).filter(organisation__credit_code=credit_code).first()
    if found is None:
        raise OrganisationNotFound
    return found.organisation


def name_represented_by(actor: Actor) -> str:
    """Return whom the actor acts for; empty when it is themselves, or no longer true."""
    if actor.organisation_id is None:
        return ""
    found = representations_of(actor.id).filter(organisation_id=actor.organisation_id).first()
    return found.organisation.name if found else ""


def accounts_to_try() -> list[Account]:
    """Return the demo's logins: a few citizens, and the first holder of every staff role."""
    citizens = Account.objects.filter(username__in=SHOWN_CITIZENS, is_active=True)
    staff = Account.objects.filter(is_staff=True, is_active=True).order_by("username")
    order = {name: place for place, name in enumerate(SHOWN_CITIZENS)}
    holders: dict[str, Account] = {}
    for account in staff:
        for role in account.roles:
            holders.setdefault(role, account)
    shown = dict.fromkeys(holders[role] for role in Role if role in holders)
    return [*sorted(citizens, key=lambda one: order[one.username]), *shown]


def staff_holding(role: str) -> list[UUID]:
    """Return the ids of everybody who holds a role of staff."""
    holding = Account.objects.filter(is_staff=True, is_active=True, roles__contains=[role])
    return list(holding.order_by("username").values_list("id", flat=True))


def disclosures_to(actor: Actor) -> QuerySet[Disclosure]:
    """Whom the actor's own data were given to, newest first."""
    return Disclosure.objects.filter(person_id=actor.id)


def open_disputes_of(actor: Actor) -> dict[str, Dispute]:
    """What the person has called wrong and nobody has settled, by key."""
    found = Dispute.objects.filter(person_id=actor.id, settled_at=None)
    return {dispute.key: dispute for dispute in found}


def profile_of(
    person: Person, *, keys: Collection[str], organisation: Organisation | None = None
) -> Profile:
    """Read the named values of a person, and of the organisation they act for."""
    values = {
        key: ProfileValue(
            value=read(person),
            label=PROFILE_KEYS[key],
            source=source,
            fetched_at=_age(person, source),
        )
        for key, (source, read) in OF_PERSON.items()
        if key in keys
    }
    if organisation is not None:
        values |= {
            key: ProfileValue(
                value=read(organisation),
                label=PROFILE_KEYS[key],
                source=source,
                fetched_at=organisation.fetched_at,
            )
            for key, (source, read) in OF_ORGANISATION.items()
            if key in keys
        }
    return Profile(
        person_id=person.pk, values={key: known for key, known in values.items() if known.value}
    )


def _age(person: Person, source: str) -> datetime:
    if source == THEMSELVES and person.corrected_at is not None:
        return person.corrected_at
    return person.fetched_at
