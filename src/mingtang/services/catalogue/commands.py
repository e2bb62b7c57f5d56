"""Puts guides into the catalogue and tells the others."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce
from mingtang.services.catalogue.models import Department, Item
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn


@transaction.atomic
def register_departments(*, actor: Actor, departments: Sequence[Mapping[str, Any]]) -> None:
    rows = [
        Department(code=row["code"], name=row["name"], short=row["short"], facts=dict(row))
        for row in departments
    ]
    Department.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "short", "facts"],
    )
    record(actor, action="catalogue.departments", subject="departments", details={"n": len(rows)})


@transaction.atomic
def publish_guide(
    *, actor: Actor, guide: Mapping[str, Any], halls: Sequence[Mapping[str, Any]] = ()
) -> bool:
    """Make this the guide of its item and announce it. False when nothing has changed."""
    item = Item.objects.select_for_update().filter(pk=guide["code"]).first()
    if item is not None and item.is_published and item.guide == guide:
        return False
    version = item.version + 1 if item else 1
    item, _ = Item.objects.update_or_create(
        code=guide["code"],
        defaults={
            "title": guide["title"],
            "department_id": guide["department"],
            "guide": dict(guide),
            "version": version,
            "is_published": True,
        },
    )
    record(
        actor, action="catalogue.guide_published", subject=item.code, details={"version": version}
    )
    announce(GuidePublished(actor_id=actor.id, code=item.code, guide=_as_announced(item, halls)))
    return True


@transaction.atomic
def withdraw_guide(*, actor: Actor, code: str) -> None:
    if Item.objects.filter(pk=code, is_published=True).update(is_published=False):
        record(actor, action="catalogue.guide_withdrawn", subject=code)
        announce(GuideWithdrawn(actor_id=actor.id, code=code))


def _as_announced(item: Item, halls: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the guide with the names behind its codes: whoever shows it needs nobody else."""
    wanted = set(item.guide.get("halls", []))
    return {
        **item.guide,
        "version": item.version,
        "department_name": item.department.name,
        "department_short": item.department.short,
        "hall_details": [dict(hall) for hall in halls if hall["code"] in wanted],
    }
