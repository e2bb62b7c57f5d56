"""What a guide page holds, and in which order."""

from collections.abc import Mapping
from typing import Any

from mingtang.content.guides.queries import GuideLine
from mingtang.content.rendering import guide_words as words

#: What a guide page may be made of, in this order: the key -> its anchor and title.
_SECTIONS = {
    "conditions": {"id": "who", "title": "什么人能办"},
    "materials": {"id": "materials", "title": "要什么材料"},
    "steps": {"id": "steps", "title": "怎么办"},
    "halls": {"id": "where", "title": "去哪儿办"},
    "particulars": {"id": "record", "title": "依据和监督"},
    "faq": {"id": "faq", "title": "大家常问"},
    "related": {"id": "related", "title": "接着办"},
}


def page_of(content: Mapping[str, Any], *, known: Mapping[str, GuideLine]) -> dict[str, Any]:
    """Return the guide with everything in words; `known` are the guides a reader can go on to."""
    shown = {
        **content,
        "tags": words.tags_of(content),
        "facts": words.facts_of(content),
        "materials": words.materials_of(content),
        "steps": words.steps_of(content),
        "special_steps": words.special_steps_of(content),
        "particulars": words.particulars_of(content),
        "terms": words.terms_of(content),
        "checked_words": words.day_words(content.get("checked_on")),
        "valid_words": words.day_words(content.get("valid_from")),
        "halls": _halls(content),
        "related": [known[code] for code in content.get("related") or [] if code in known],
    }
    return {**shown, "sections": [_SECTIONS[key] for key in _SECTIONS if _has(shown, key)]}


def apply_path(code: str, content: Mapping[str, Any]) -> str:
    """Return where one applies online; nothing when the guide has no form."""
    if not content.get("form"):
        return ""
    return str(content.get("apply_path") or f"/services/apply/{code}/")


def _has(shown: dict[str, Any], key: str) -> bool:
    if key == "materials":
        return any(shown["materials"].values())
    return bool(shown.get(key))


def _halls(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the halls of a guide, each with its windows for the department that decides."""
    told = [hall for hall in content.get("halls") or [] if isinstance(hall, Mapping)]
    return [{**hall, "counters": _counters(hall, content.get("department"))} for hall in told]


def _counters(hall: Mapping[str, Any], department: Any) -> list[str]:
    code = department.get("code") if isinstance(department, Mapping) else department
    return [
        f"{window.get('name', '')} {window['numbers']} 号窗口".strip()
        for window in hall.get("windows") or []
        if window.get("department") == code and window.get("numbers")
    ]
