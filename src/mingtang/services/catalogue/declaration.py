"""Forms as guides declare them: groups of fields, read strictly so that a bad form never goes live."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    TEXT = "text"
    LONGTEXT = "longtext"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    PHONE = "phone"
    IDENTITY = "identity"
    FILE = "file"
    BOOLEAN = "boolean"
    ADDRESS = "address"


#: What a person's profile can supply; the port of `forms` answers in the same words.
PREFILLS = frozenset(
    {
        "person.name",
        "person.identity_number",
        "person.phone",
        "person.gender",
        "person.birth_date",
        "person.nationality",
        "person.household_address",
        "person.address",
        "person.email",
        "organisation.name",
        "organisation.credit_code",
        "organisation.legal_representative",
        "organisation.address",
    }
)
FILE_TYPES = ("pdf", "jpg", "png")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class NotAForm(ValueError):  # noqa: N818  a sentence for whoever wrote the declaration
    """The declaration cannot be shown as a form; the message says where."""


@dataclass(frozen=True, kw_only=True)
class Field:
    name: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ""
    prefill: str = ""
    choices: tuple[str, ...] = ()
    max_length: int = 0
    accept: tuple[str, ...] = FILE_TYPES

    @property
    def is_file(self) -> bool:
        return self.kind is Kind.FILE

    @property
    def accept_words(self) -> str:
        return "、".join(kind.upper() for kind in self.accept)

    @property
    def accept_endings(self) -> str:
        """Return what the browser's file dialogue offers; what is sent is judged by its content."""
        endings = [f".{kind}" for kind in self.accept]
        return ",".join([*endings, ".jpeg"] if "jpg" in self.accept else endings)


@dataclass(frozen=True)
class Group:
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Form:
    groups: tuple[Group, ...]

    @property
    def fields(self) -> Iterator[Field]:
        return (field for group in self.groups for field in group.fields)

    def find(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    @property
    def prefills(self) -> frozenset[str]:
        return frozenset(field.prefill for field in self.fields if field.prefill)


def read_form(told: Mapping[str, Any] | None) -> Form:
    """Read a declaration; a guide without one has an empty form."""
    groups = tuple(_group(entry) for entry in (told or {}).get("groups") or ())
    names = [field.name for group in groups for field in group.fields]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise NotAForm(f"字段名重复：{'、'.join(sorted(twice))}。")
    return Form(groups)


def _group(told: Mapping[str, Any]) -> Group:
    title = str(told.get("title") or "").strip()
    fields = tuple(_field(entry) for entry in told.get("fields") or ())
    if not title or not fields:
        raise NotAForm("每一组都要有标题和至少一个字段。")
    return Group(title, fields)


def _field(told: Mapping[str, Any]) -> Field:
    name, label = str(told.get("name") or ""), str(told.get("label") or "").strip()
    if not _NAME.fullmatch(name):
        raise NotAForm(f"字段名 {name!r} 只能用小写字母、数字和下划线。")
    if not label or told.get("kind") not in set(Kind):
        raise NotAForm(f"字段 {name} 没有名称，或者不认识它的类型。")
    field = Field(
        name=name,
        label=label,
        kind=Kind(told["kind"]),
        required=bool(told.get("required")),
        hint=str(told.get("hint") or ""),
        prefill=str(told.get("prefill") or ""),
        choices=tuple(str(choice) for choice in told.get("choices") or ()),
        max_length=int(told.get("max_length") or 0),
        accept=tuple(told.get("accept") or FILE_TYPES),
    )
    _check(field)
    return field


def _check(field: Field) -> None:
    if field.kind is Kind.CHOICE and len(field.choices) < 2:
        raise NotAForm(f"字段 {field.name} 要有至少两个选项。")
    if field.prefill and field.prefill not in PREFILLS:
        raise NotAForm(f"字段 {field.name} 想带出 {field.prefill}，资料里没有这一项。")
    if not set(field.accept) <= set(FILE_TYPES):
        raise NotAForm(f"字段 {field.name} 只能收 {'、'.join(FILE_TYPES)}。")
