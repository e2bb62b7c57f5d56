"""A form as the applicant meets it: what is known is shown, what is not is asked, all is checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingtang.kernel.identifiers import is_resident_identity
from mingtang.services.cases.uploads import FILE_KIND, stored_name_in
from mingtang.services.ports import Known

LONGEST_TEXT = 2000
_PHONE = re.compile(r"1[3-9]\d{9}")


@dataclass
class Question:
    """One field with what is known, what was typed and what is wrong with it."""

    name: str
    label: str
    kind: str
    is_required: bool
    hint: str = ""
    choices: list[str] = field(default_factory=list)
    known: Known | None = None
    value: str = ""
    error: str = ""

    @property
    def element(self) -> str:
        """Which piece of page asks it."""
        ways = {"longtext": "area", "address": "text", "choice": "choice", "boolean": "check"}
        return ways.get(self.kind, self.kind)


def questions_of(
    groups: list[dict[str, Any]], *, known: Mapping[str, Known] | None, typed: Mapping[str, str]
) -> list[tuple[str, list[Question]]]:
    """Return the groups of a form with their questions filled as far as anything is known."""
    return [
        (group["title"], [_question(f, known or {}, typed) for f in group["fields"]])
        for group in groups
    ]


def _question(
    told: Mapping[str, Any], known: Mapping[str, Known], typed: Mapping[str, str]
) -> Question:
    name = told["name"]
    shared = known.get(told.get("prefill") or "")
    return Question(
        name=name,
        label=told["label"],
        kind=told.get("kind", "text"),
        is_required=bool(told.get("required")),
        hint=told.get("hint") or "",
        choices=list(told.get("choices") or []),
        known=shared,
        value=typed.get(name, shared.value if shared else ""),
    )


def check(questions: list[Question]) -> dict[str, str]:
    """Put a sentence on each question that does not hold, and return them by field."""
    for question in questions:
        question.error = _fault_of(question)
    return {q.name: q.error for q in questions if q.error}


def _fault_of(question: Question) -> str:
    value = question.value.strip()
    if not value:
        verb = "选择" if question.kind in {"choice", "boolean"} else "填写"
        verb = "上传" if question.kind == FILE_KIND else verb
        return f"请{verb}“{question.label}”。" if question.is_required else ""
    if len(value) > LONGEST_TEXT:
        return f"太长了，请写在 {LONGEST_TEXT} 字以内。"
    return _CHECKS.get(question.kind, _anything)(question, value)


def _anything(_: Question, __: str) -> str:
    return ""


def _one_of(question: Question, value: str) -> str:
    return "" if value in question.choices else "请从列出的选项里选一个。"


def _a_date(_: Question, value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "请按“2026-11-24”的样子填写日期。"
    return ""


def _an_identity(_: Question, value: str) -> str:
    return "" if is_resident_identity(value) else "身份证号不对，请对照证件再看一遍。"


def _a_phone(_: Question, value: str) -> str:
    return "" if _PHONE.fullmatch(value) else "请填写 11 位手机号。"


def _a_number(_: Question, value: str) -> str:
    return "" if re.fullmatch(r"\d+(\.\d+)?", value) else "请填写数字。"


def _a_file(_: Question, value: str) -> str:
    return "" if stored_name_in(value) else "请重新上传这个文件。"


_CHECKS = {
    "choice": _one_of,
    "date": _a_date,
    "identity": _an_identity,
    "phone": _a_phone,
    "number": _a_number,
    FILE_KIND: _a_file,
}
