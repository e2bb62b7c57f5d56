"""What is known about people, for themselves and for systems that say why they ask."""

from typing import Any
from uuid import UUID

from mingtang.accounts.contract.types import KnownValue, Profile
from mingtang.accounts.people.errors import PersonNotFound
from mingtang.accounts.people.models import Person


def find_person(person_id: UUID) -> Person:
    person = Person.objects.select_related("account").filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    return person


def profile_of(person: Person) -> Profile:
    """Return the values a form may be filled with, each with its source and time."""
    police, login = "公安人口库", "您登录时登记的信息"
    values: dict[str, tuple[Any, str]] = {
        "person.name": (person.account.name, police),
        "person.identity_number": (person.identity_number, police),
        "person.gender": (person.gender, police),
        "person.birth_date": (person.birth_date.isoformat(), police),
        "person.nationality": (person.nationality, police),
        "person.household_address": (person.household_address, "公安户籍库"),
        "person.address": (person.address, "公安居住证库"),
        "person.phone": (person.phone, login),
        "person.email": (person.email, login),
    }
    company = person.organisations.order_by("name").first()  # type: ignore[attr-defined]
    if company is not None:
        register = "市场主体登记库"
        values |= {
            "organisation.name": (company.name, register),
            "organisation.credit_code": (company.credit_code, register),
            "organisation.legal_representative": (person.account.name, register),
            "organisation.address": (company.address, register),
        }
    return Profile(
        person_id=person.pk,
        values={
            key: KnownValue(value=str(value), source=source, fetched_at=person.updated_at)
            for key, (value, source) in values.items()
            if value
        },
    )
