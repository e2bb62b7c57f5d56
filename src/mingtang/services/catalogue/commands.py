"""Keep the catalogue: departments, halls, and the guides that put items on offer."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.identity import Actor, Role
from mingtang.kernel.outbox.commands import announce
from mingtang.services.catalogue.errors import GuideNotSound, ItemNotFound, NotAKeeperOfGuides
from mingtang.services.catalogue.models import Department, Guide, Hall, Item
from mingtang.services.catalogue.queries import find_department, guides_due_on, public_guide
from mingtang.services.catalogue.soundness import problems_of
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn

KEPT_OF_A_DEPARTMENT = ("name", "short", "phone", "complaint_phone", "address", "hours")


@transaction.atomic
def keep_department(*, actor: Actor, told: Mapping[str, Any]) -> Department:
    _require_keeper(actor)
    values = {name: str(told.get(name) or "") for name in KEPT_OF_A_DEPARTMENT}
    department, _ = Department.objects.update_or_create(code=told["code"], defaults=values)
    return department


@transaction.atomic
def keep_hall(*, actor: Actor, told: Mapping[str, Any]) -> Hall:
    _require_keeper(actor)
    hall, _ = Hall.objects.update_or_create(
        code=told["code"], defaults={"name": told["name"], "details": dict(told)}
    )
    return hall


@transaction.atomic
def publish_guide(
    *, actor: Actor, content: Mapping[str, Any], valid_from: date | None = None
) -> Guide:
    """Publish a version of an item's guide. The text that is already in force changes nothing."""
    _require_keeper(actor)
    item = _item_of(content)
    today = timezone.localdate()
    fingerprint = _fingerprint(content)
    latest = item.guides.order_by("-version").first()
    if latest and latest.fingerprint == fingerprint and latest.withdrawn_at is None:
        return latest
    guide = Guide.objects.create(
        item=item,
        version=latest.version + 1 if latest else 1,
        content=dict(content),
        fingerprint=fingerprint,
        valid_from=valid_from or today,
        published_at=timezone.now(),
        published_by=actor.id,
    )
    record(actor, action="guide_published", subject=f"guide:{item.code}:{guide.version}")
    if guide.valid_from <= today:
        _bring_into_force(actor, guide)
    return guide


@transaction.atomic
def bring_guides_into_force(*, actor: Actor) -> int:
    """Let the versions whose first day has come replace the ones before. Safe to repeat."""
    due = guides_due_on(timezone.localdate())
    for guide in due:
        _bring_into_force(actor, guide)
    return len(due)


@transaction.atomic
def withdraw_guide(*, actor: Actor, item_code: str, reason: str) -> None:
    """Take an item off offer. Running cases keep the version they began with."""
    _require_keeper(actor)
    item = Item.objects.select_for_update().filter(code=item_code).first()
    if item is None:
        raise ItemNotFound
    if item.guide_id is None:
        return
    item.guides.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    item.guide = None
    item.save(update_fields=["guide"])
    record(
        actor,
        action="guide_withdrawn",
        subject=f"guide:{item.code}",
        details={"reason": reason},
    )
    announce(GuideWithdrawn(actor_id=actor.id, code=item.code))


def _bring_into_force(actor: Actor, guide: Guide) -> None:
    guide.in_force_at = timezone.now()
    guide.save(update_fields=["in_force_at"])
    item = guide.item
    item.guide = guide
    item.title = str(guide.content["title"])
    item.save(update_fields=["guide", "title"])
    announce(GuidePublished(actor_id=actor.id, code=item.code, guide=public_guide(guide)))


def _item_of(content: Mapping[str, Any]) -> Item:
    """Return the item the guide is for, locked, made when it is new."""
    problems = problems_of(content)
    department = find_department(str(content.get("department") or ""))
    if department is None:
        problems["department"] = "请写明负责的部门。"
    code, title = str(content.get("code") or ""), str(content.get("title") or "").strip()
    if problems or department is None:
        raise GuideNotSound(problems, f"《{title or code}》的指南还不能发布。")
    Item.objects.update_or_create(code=code, defaults={"title": title, "department": department})
    return Item.objects.select_for_update(of=("self",)).select_related("department").get(pk=code)


def _fingerprint(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(text.encode()).hex()


def _require_keeper(actor: Actor) -> None:
    if not (actor.is_system or actor.has_role(Role.OPERATIONS, Role.ADMIN_SYSTEM)):
        raise NotAKeeperOfGuides
