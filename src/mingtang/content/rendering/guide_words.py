"""A guide in the words of its page: the four facts, what to bring, what is on record."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

LONGEST_FIGURE = 10
_AT_ONCE = {"immediate": "当场办结", "instant": "秒批，马上有结果"}
_UNITS = {"working": "个工作日", "calendar": "天"}

#: Who supplies a material -> the word beside it, its colour, and whether the person has to do something.
_SOURCES = {
    "applicant": ("需要提交", "act", True),
    "pledge": ("在线勾选", "act", True),
    "onsite": ("现场采集", "line", True),
    "shared": ("免提交", "ok", False),
}
_SAYINGS = {
    "pledge": "不用开证明，申请时读一遍承诺，打勾就行",
    "onsite": "到窗口当场采集，不用提前准备",
}


def limit_words(limit: Any) -> str:
    """Return a time limit in words; nothing is said where the guide says nothing."""
    if not isinstance(limit, Mapping):
        return str(limit or "").strip()
    unit = str(limit.get("unit") or "working")
    if unit in _AT_ONCE:
        return _AT_ONCE[unit]
    if unit == "hours":
        return f"{limit['hours']} 小时" if limit.get("hours") else ""
    days = limit.get("days")
    return f"{days} {_UNITS.get(unit, '天')}" if days else ""


def facts_of(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return 办多久、多少钱、跑几次、要交材料, always in this order, without those nobody knows."""
    cells = [
        _how_long(content),
        _how_much(content.get("fee") or {}),
        _how_often(content),
        _how_many(content.get("materials") or []),
    ]
    return [cell for cell in cells if cell["value"]]


def materials_of(content: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has to see to, and what other offices supply."""
    shown = [_material(told) for told in content.get("materials") or []]
    return {
        "asked": [material for material in shown if material["is_asked"]],
        "spared": [material for material in shown if not material["is_asked"]],
    }


def particulars_of(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the entries of the official record that are known."""
    rows = [
        ("事项名称", content.get("official_title") or content.get("title")),
        ("实施主体", content.get("department_name")),
        ("事项类型", content.get("type")),
        ("办件类型", content.get("handling")),
        ("服务对象", _joined(content.get("audience"))),
        ("通办范围", content.get("scope")),
        ("行使层级", content.get("level")),
        ("网办深度", content.get("online_depth")),
        ("承诺时限", limit_words(content.get("promised_limit"))),
        ("法定时限", limit_words(content.get("statutory_limit"))),
    ]
    return _told(rows)


def terms_of(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what it costs and what one gets, in whole sentences."""
    fee, result = content.get("fee") or {}, content.get("result") or {}
    rows = [
        ("收费标准", _joined([fee.get("text"), _basis(fee.get("basis"))], "。")),
        ("办理结果", _joined([result.get("name"), result.get("text")], "。")),
        ("怎么拿到", _joined(result.get("delivery"))),
    ]
    return _told(rows)


def _told(rows: Iterable[tuple[str, Any]]) -> list[dict[str, str]]:
    return [{"label": label, "value": str(value)} for label, value in rows if value]


def special_steps_of(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the steps that only some cases need, with their place in the time limit."""
    return [
        {
            "name": str(step.get("name", "")),
            "limit": limit_words(step.get("limit")),
            "text": _joined([_counted(step.get("counted")), _basis(step.get("basis"))], "。"),
        }
        for step in content.get("special_steps") or []
    ]


def steps_of(content: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "title": str(step.get("title", "")),
            "text": str(step.get("text") or ""),
            "who": str(step.get("who") or ""),
            "limit": limit_words(step.get("limit")),
        }
        for step in content.get("steps") or []
    ]


def day_words(told: Any) -> str:
    """Return a day as people write it; guides carry days as text."""
    try:
        day = told if isinstance(told, date) else date.fromisoformat(str(told or ""))
    except ValueError:
        return ""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def tags_of(content: Mapping[str, Any]) -> list[str]:
    """Return what makes the errand easy, in a word or two each."""
    instant = (content.get("promised_limit") or {}) if content.get("promised_limit") else {}
    is_instant = isinstance(instant, Mapping) and instant.get("unit") == "instant"
    told = [content.get("online_depth"), content.get("scope"), "秒批" if is_instant else ""]
    return [str(word) for word in told if word]


def _how_long(content: Mapping[str, Any]) -> dict[str, str]:
    promised = limit_words(content.get("promised_limit"))
    statutory = limit_words(content.get("statutory_limit"))
    if not promised:
        return _cell("办多久", statutory, "法定时限" if statutory else "")
    value, _, rest = promised.partition("，")
    note = f"法定 {statutory}" if statutory and statutory != promised else rest
    return _cell("办多久", value, note)


def _how_much(fee: Mapping[str, Any]) -> dict[str, str]:
    text = str(fee.get("text") or "")
    if fee.get("free"):
        return _cell("多少钱", "免费", _first_clause(text) if len(text) > LONGEST_FIGURE else "")
    if len(text) > LONGEST_FIGURE:
        return _cell("多少钱", "要收费", _first_clause(text))
    return _cell("多少钱", text, "")


def _first_clause(text: str) -> str:
    """Return what stands before the first stop; the whole sentence is told further down."""
    return re.split(r"[，。；]", text)[0]


def _how_often(content: Mapping[str, Any]) -> dict[str, str]:
    visits = content.get("visits")
    if visits is None:
        return _cell("跑几次", "", "")
    delivery = (content.get("result") or {}).get("delivery") or []
    if str(visits) == "0":
        note = "可以寄到家" if "邮寄" in delivery else "网上就能办完"
    else:
        note = "结果可以寄到家" if "邮寄" in delivery else ""
    return _cell("跑几次", f"{visits} 次", note)


def _how_many(materials: list[Mapping[str, Any]]) -> dict[str, str]:
    if not materials:
        return _cell("要交材料", "", "")
    own = [told for told in materials if told.get("source", "applicant") == "applicant"]
    needed = [told for told in own if told.get("required", True)]
    shared = sum(told.get("source") == "shared" for told in materials)
    notes = [
        f"另有 {len(own) - len(needed)} 份看情况交" if len(own) > len(needed) else "",
        f"{shared} 份政府已有，免交" if shared else "",
    ]
    return _cell("要交材料", f"{len(needed)} 份", _joined(notes, "，"))


def _material(told: Mapping[str, Any]) -> dict[str, Any]:
    source = str(told.get("source") or "applicant")
    word, colour, is_asked = _SOURCES.get(source, _SOURCES["applicant"])
    is_optional = source == "applicant" and not told.get("required", True)
    origin = f"来自{told['from']}" if source == "shared" and told.get("from") else ""
    said = [origin, _SAYINGS.get(source, ""), told.get("note")]
    return {
        "name": told.get("name", ""),
        "word": "看情况交" if is_optional else word,
        "colour": "line" if is_optional else colour,
        "is_asked": is_asked,
        "text": _joined(said, "。"),
    }


def _counted(is_counted: Any) -> str:
    if is_counted is None:
        return ""
    return "算在办理时限里" if is_counted else "不算在办理时限里"


def _basis(told: Any) -> str:
    return f"依据：{told}" if told else ""


def _cell(label: str, value: str, note: str) -> dict[str, str]:
    return {"label": label, "value": value, "note": note}


def _joined(words: Iterable[Any] | None, by: str = "、") -> str:
    told = [str(word).strip("。") for word in words or () if word]
    return by.join(told)
