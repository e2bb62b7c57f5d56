"""Reads of the catalogue. A version of a guide never changes, so it is read from the database once."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from mingtang.services.catalogue.declaration import Form, read_form
from mingtang.services.catalogue.errors import ItemNotFound, ItemNotOffered
from mingtang.services.catalogue.limits import Limit
from mingtang.services.catalogue.models import Department, Guide, Hall, Item


@dataclass(frozen=True)
class GuideVersion:
    """A guide as forms and cases need it."""

    guide_id: int
    item_code: str
    title: str
    content: dict[str, Any]
    form: Form
    promised: Limit | None

    @property
    def materials(self) -> list[dict[str, Any]]:
        return list(self.content.get("materials") or ())

    @property
    def shared_materials(self) -> list[dict[str, Any]]:
        """What nobody has to hand in, because an office already has it."""
        return [one for one in self.materials if one.get("source") == "shared"]


def find_offered_item(code: str) -> Item:
    """Find an item people can apply for now, with its department."""
    item = Item.objects.select_related("department").filter(code=code).first()
    if item is None:
        raise ItemNotFound
    if item.guide_id is None:
        raise ItemNotOffered
    return item


@lru_cache(maxsize=1024)
def guide_version(guide_id: int) -> GuideVersion:
    guide = Guide.objects.get(pk=guide_id)
    content: dict[str, Any] = guide.content
    return GuideVersion(
        guide_id=guide_id,
        item_code=guide.item_id,
        title=str(content.get("title", guide.item_id)),
        content=content,
        form=read_form(content.get("form")),
        promised=Limit.from_guide(content.get("promised_limit")),
    )


def guides_due_on(day: date) -> list[Guide]:
    """Return the versions whose day has come and that are not in force yet, oldest first."""
    waiting = Guide.objects.filter(
        in_force_at__isnull=True, withdrawn_at__isnull=True, valid_from__lte=day
    )
    return list(waiting.select_related("item__department").order_by("valid_from", "version"))


def public_guide(guide: Guide) -> dict[str, Any]:
    """Return everything a page or an index needs, so that nobody has to ask back."""
    department = guide.item.department
    content: dict[str, Any] = guide.content
    return {
        **content,
        "code": guide.item_id,
        "title": guide.item.title,
        "department": department.code,
        "department_name": department.name,
        "department_short": department.short or department.name,
        "department_phone": department.phone,
        "department_address": department.address,
        "phone": content.get("phone", ""),
        "complaint_phone": content.get("complaint_phone", ""),
        "halls": _halls(content.get("halls") or ()),
        "version": guide.version,
        "valid_from": guide.valid_from.isoformat(),
        "apply_path": f"/services/apply/{guide.item_id}/",
    }


def _halls(codes: Any) -> list[dict[str, Any]]:
    known = Hall.objects.in_bulk(list(codes))
    return [
        {**known[code].details, "code": code, "name": known[code].name}
        for code in codes
        if code in known
    ]


def find_department(code: str) -> Department | None:
    return Department.objects.filter(code=code).first()
