"""Brings the invented people of the demo city in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from mingtang.accounts.people.errors import DemoPeopleRefused
from mingtang.accounts.people.models import (
    Account,
    Department,
    Organisation,
    Person,
    Representation,
)
from mingtang.accounts.people.models.accounts import PHONE
from mingtang.accounts.people.models.persons import IDENTITY
from mingtang.kernel.audit.commands import record
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor
from mingtang.kernel.settings import is_demo

#: Printed in the README; such accounts exist only in the demo.
DEMO_PASSWORD = "Mingzhou#2026"  # noqa: S105  published on purpose, refused in production

Row = Mapping[str, Any]
#: What a person may have changed here, and a second loading leaves alone.
THEIR_OWN = {"password", "password_set_at", "phone_index", "phone", "email", "address"}
THEIR_STATE = {"is_active", "corrected_at"}
#: Columns of people.yaml that have a field of their own; the rest stays together as register data.
NAMED = {
    *("id", "username", "name", "gender", "birth_date", "identity_number", "nationality"),
    *("phone", "email", "address", "household_address", "groups", "bank_account"),
}


@dataclass(frozen=True, kw_only=True)
class City:
    """The rows of the demo city's files that concern people."""

    people: Sequence[Row] = ()
    organisations: Sequence[Row] = ()
    staff: Sequence[Row] = ()
    departments: Sequence[Row] = ()
    loaded_at: datetime = field(default_factory=timezone.now)


@transaction.atomic
def load_demo_people(*, actor: Actor, city: City) -> int:
    """Put everybody in, or bring the registers' data up to date. Safe to repeat.

    One password hash serves all: these accounts share a published password anyway.
    """
    if not is_demo():
        raise DemoPeopleRefused
    password = make_password(DEMO_PASSWORD)
    now = city.loaded_at
    _put(Department, [Department(**_only(Department, row)) for row in city.departments])
    _put(Account, [_account(row, password, now) for row in [*city.people, *city.staff]])
    _put(Person, [_person(row, now) for row in city.people])
    _put(Organisation, [_organisation(row, now) for row in city.organisations])
    Representation.objects.bulk_create(_representations(city), ignore_conflicts=True)
    count = len(city.people) + len(city.staff)
    record(actor, action="people.demo_loaded", subject="demo city", details={"accounts": count})
    return count


def _put(model: Any, rows: list[Any]) -> None:
    key = model._meta.pk.name
    fields = {f.name for f in model._meta.concrete_fields} - {key} - THEIR_OWN - THEIR_STATE
    if model is Organisation:  # companies correct nothing here: the register is always right
        fields |= {"phone", "address"}
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=sorted(fields)
    )


def _only(model: Any, row: Row) -> dict[str, Any]:
    names = {f.name for f in model._meta.concrete_fields}
    return {name: value for name, value in row.items() if name in names}


def _account(row: Row, password: str, now: datetime) -> Account:
    return Account(
        id=row["id"],
        username=row["username"],
        name=row["name"],
        phone_index=blind_index(row["phone"], purpose=PHONE),
        password=password,
        password_set_at=now,
        is_staff="roles" in row,
        department=row.get("department", ""),
        roles=row.get("roles", []),
        title=row.get("title", ""),
    )


def _person(row: Row, now: datetime) -> Person:
    rest = {name: value for name, value in row.items() if name not in NAMED}
    return Person(
        account_id=row["id"],
        identity_index=blind_index(row["identity_number"], purpose=IDENTITY),
        identity_number=row["identity_number"],
        gender=row["gender"],
        nationality=row["nationality"],
        birth_date=str(row["birth_date"]),
        household_address=row["household_address"],
        bank_account=row.get("bank_account") or "",
        register_data=json.dumps(rest, ensure_ascii=False, default=str),
        groups=row["groups"],
        phone=row["phone"],
        email=row["email"],
        address=row["address"],
        fetched_at=now,
    )


def _organisation(row: Row, now: datetime) -> Organisation:
    known = _only(Organisation, row) | {"legal_representative": row["legal_representative_name"]}
    return Organisation(**known, fetched_at=now)


def _representations(city: City) -> list[Representation]:
    """The legal representative may act for the company (公司法 第十条)."""
    by_identity = {row["identity_number"]: row["id"] for row in city.people}
    return [
        Representation(
            person_id=by_identity[row["legal_representative"]],
            organisation_id=row["id"],
            capacity="法定代表人",
            since=city.loaded_at,
        )
        for row in city.organisations
        if row["legal_representative"] in by_identity
    ]
