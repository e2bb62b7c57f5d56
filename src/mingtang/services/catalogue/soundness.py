"""Whether a guide can be used by people: one sentence for each part that cannot."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from mingtang.services.catalogue.declaration import NotAForm, read_form
from mingtang.services.catalogue.limits import Limit, Unit

LONGEST_TITLE = 60
MATERIAL_SOURCES = frozenset({"shared", "applicant", "pledge", "onsite"})
_CODE = re.compile(r"[a-z][a-z0-9-]{1,59}")


def problems_of(content: Mapping[str, Any]) -> dict[str, str]:
    """Return what keeps a guide from being published, by key. A poor guide is not an unsound one."""
    found = {key: check(content) for key, check in _CHECKS.items()}
    return {key: sentence for key, sentence in found.items() if sentence}


def _code(content: Mapping[str, Any]) -> str:
    fits = _CODE.fullmatch(str(content.get("code") or ""))
    return "" if fits else "代码只能用小写字母、数字和连字符，字母开头。"


def _title(content: Mapping[str, Any]) -> str:
    title = str(content.get("title") or "").strip()
    if not title:
        return "请写明事项名称。"
    return f"事项名称请写在 {LONGEST_TITLE} 个字以内。" if len(title) > LONGEST_TITLE else ""


def _materials(content: Mapping[str, Any]) -> str:
    """行政许可法 and 国办 rules: nobody may be asked for something that is not named."""
    for material in content.get("materials") or ():
        if not isinstance(material, Mapping) or not str(material.get("name") or "").strip():
            return "每一项申请材料都要有名称。"
        name = str(material["name"])
        if name.startswith(("其他材料", "其它材料")):
            return "不能写“其他材料”，要什么请写清楚。"
        if material.get("source") not in MATERIAL_SOURCES:
            return f"“{name}”没有写明由谁提供。"
    return ""


def _limit(content: Mapping[str, Any]) -> str:
    told = content.get("promised_limit")
    if told is None:
        return ""
    try:
        limit = Limit.from_guide(told)
    except (TypeError, ValueError, AttributeError):
        limit = None
    if limit is None:
        return "承诺时限读不懂。"
    counts = limit.unit in {Unit.WORKING, Unit.CALENDAR, Unit.HOURS}
    return "承诺时限要写明多少天或多少小时。" if counts and limit.amount < 1 else ""


def _form(content: Mapping[str, Any]) -> str:
    try:
        read_form(content.get("form"))
    except (NotAForm, TypeError, ValueError, AttributeError) as error:
        return f"表单读不懂：{error}"
    return ""


_CHECKS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "code": _code,
    "title": _title,
    "materials": _materials,
    "promised_limit": _limit,
    "form": _form,
}
