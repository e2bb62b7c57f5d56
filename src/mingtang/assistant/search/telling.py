"""From what the neighbours announce to what search keeps: the words and the facts of a document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mingtang.content.contract.events import PagePublished
from mingtang.services.contract.events import GuidePublished

#: With these a person can apply on the site, if the guide has a form.
ONLINE = frozenset({"全程网办", "网上申请"})
_LIMITS = {
    "working": "{days} 个工作日",
    "calendar": "{days} 天",
    "hours": "{hours} 小时",
    "immediate": "当场办好",
    "instant": "马上办好",
}
TITLE_CHARACTERS = 300


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A document as its owner tells it; the fields of the model."""

    path: str
    kind: str
    title: str
    aliases: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    summary: str = ""
    body: str = ""
    department: str = ""
    published_at: datetime | None = None
    validity: str = ""
    doc_number: str = ""
    column: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def address_of_guide(code: str) -> str:
    return f"/guides/{code}/"


def telling_of_page(event: PagePublished) -> Telling:
    return Telling(
        path=event.path,
        kind=event.kind,
        title=event.title[:TITLE_CHARACTERS],
        body=event.text,
        department=event.department,
        published_at=event.published_at,
        validity=event.validity,
        doc_number=event.doc_number,
        column=event.column,
    )


def telling_of_guide(event: GuidePublished) -> Telling:
    guide = event.guide
    title, official = _text(guide, "title"), _text(guide, "official_title")
    return Telling(
        path=address_of_guide(event.code),
        kind="guide",
        title=(title or event.code)[:TITLE_CHARACTERS],
        aliases=[official] if official and official != title else [],
        keywords=_list(guide, "keywords"),
        summary=_text(guide, "summary"),
        body="\n".join(_lines(guide)),
        department=_text(guide, "department_name"),
        published_at=event.occurred_at,
        facts=_facts(event.code, guide),
    )


def _facts(code: str, guide: Mapping[str, Any]) -> dict[str, Any]:
    is_online = bool(guide.get("form")) and _text(guide, "online_depth") in ONLINE
    return {
        "limit": limit_text(guide.get("promised_limit") or guide.get("statutory_limit")),
        "fee": _fee_text(guide.get("fee")),
        "visits": _visits_text(guide.get("visits")),
        "phone": _text(guide, "phone") or _text(guide, "department_phone"),
        "apply_path": (_text(guide, "apply_path") or f"/services/apply/{code}/")
        if is_online
        else "",
        "audience": _list(guide, "audience"),
        "online_depth": _text(guide, "online_depth"),
        "checked_on": _text(guide, "checked_on"),
    }


def limit_text(limit: Mapping[str, Any] | None) -> str:
    """Return a time limit in plain words; one that cannot be read says nothing."""
    if not isinstance(limit, Mapping):
        return ""
    values = {"days": limit.get("days"), "hours": limit.get("hours")}
    text = _LIMITS.get(str(limit.get("unit")), "").format(**values)
    return "" if "None" in text else text


def _fee_text(fee: Any) -> str:
    if not isinstance(fee, Mapping):
        return str(fee or "")
    return "不收费" if fee.get("free") else str(fee.get("text") or "")


def _visits_text(visits: Any) -> str:
    if not isinstance(visits, int):
        return ""
    return f"{visits} 次" if visits else "不用跑"


def _lines(guide: Mapping[str, Any]) -> Iterator[str]:
    """Yield every sentence of a guide that somebody may have in mind."""
    for name in ("groups", "life_events", "audience", "conditions"):
        yield from _list(guide, name)
    yield from _values(guide, "faq", "q", "a")
    yield from _values(guide, "materials", "name", "note")
    yield from _values(guide, "steps", "title", "text")
    yield from _values(guide, "special_steps", "name")
    yield from _values(guide, "basis", "law", "text")
    yield from _values({"result": [guide.get("result")]}, "result", "name", "text")
    yield from _values(guide, "halls", "name")
    yield _text(guide, "department_short")


def _values(guide: Mapping[str, Any], name: str, *keys: str) -> Iterator[str]:
    rows: Iterable[Any] = guide.get(name) or ()
    for row in rows:
        if isinstance(row, Mapping):
            yield from (str(row[key]) for key in keys if row.get(key))


def _list(guide: Mapping[str, Any], name: str) -> list[str]:
    return [str(value) for value in guide.get(name) or ()]


def _text(guide: Mapping[str, Any], name: str) -> str:
    return str(guide.get(name) or "").strip()
