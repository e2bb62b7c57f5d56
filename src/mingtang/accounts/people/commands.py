"""Brings people into the register."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from mingtang.accounts.people.errors import DemoPeopleRefused
from mingtang.accounts.people.models import Account, Organisation, Person
from mingtang.kernel.audit.commands import record
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor
from mingtang.kernel.settings import is_demo

#: Printed in the README; such accounts exist only in the demo.
DEMO_PASSWORD = "Mingzhou#2026"  # noqa: S105
IDENTITY, PHONE = "identity", "phone"


@transaction.atomic
def load_demo_people(
    *,
    actor: Actor,
    people: Sequence[Mapping[str, Any]],
    organisations: Sequence[Mapping[str, Any]],
    staff: Sequence[Mapping[str, Any]],
) -> int:
    """Put the invented people in, or bring them up to date. Safe to repeat."""
    if not is_demo():
        raise DemoPeopleRefused
    password = make_password(DEMO_PASSWORD)
    accounts = [_account(row, password=password) for row in [*people, *staff]]
    fields = ["username", "name", "phone_index", "is_staff", "department", "roles", "title"]
    _put(Account, accounts, fields)
    _put(Person, [_person(row) for row in people], _fields_of(Person))
    by_identity = {row["identity_number"]: row["id"] for row in people}
    companies = [_organisation(row, by_identity) for row in organisations]
    _put(Organisation, companies, _fields_of(Organisation))
    record(
        actor, action="people.load_demo", subject="demo city", details={"accounts": len(accounts)}
    )
    return len(accounts)


def _put(model: Any, rows: list[Any], fields: list[str]) -> None:
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=fields
    )


def _fields_of(model: Any) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]


def _account(row: Mapping[str, Any], *, password: str) -> Account:
    return Account(
        id=row["id"],
        username=row["username"],
        name=row["name"],
        phone_index=blind_index(row["phone"], purpose=PHONE),
        password=password,
        is_staff="roles" in row,
        department=row.get("department", ""),
        roles=row.get("roles", []),
        title=row.get("title", ""),
    )


def _person(row: Mapping[str, Any]) -> Person:
    return Person(
        account_id=row["id"],
        identity_index=blind_index(row["identity_number"], purpose=IDENTITY),
        identity_number=row["identity_number"],
        gender=row["gender"],
        birth_date=row["birth_date"],
        nationality=row["nationality"],
        phone=row["phone"],
        email=row["email"],
        address=row["address"],
        household_address=row["household_address"],
        groups=row["groups"],
        updated_at=datetime.now(UTC),
    )


def _organisation(row: Mapping[str, Any], by_identity: Mapping[str, str]) -> Organisation:
    return Organisation(
        id=row["id"],
        name=row["name"],
        credit_code=row["credit_code"],
        kind=row["kind"],
        address=row["address"],
        legal_representative_id=by_identity[row["legal_representative"]],
    )
