"""Rules: thresholds, deductions and patterns as data; a city overrides any of them with a file of the same shape."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from mingtang.operations.survey.errors import RulesNotReadable

OWN = Path(__file__).with_name("rules.yaml")
HINT = "提示"


@dataclass(frozen=True, kw_only=True)
class Rule:
    id: str
    indicator: str
    name: str
    severity: str
    source: str
    confidence: str
    value: float = 0
    unit: str = ""
    veto: str = ""
    deduction: float = 0
    most: float = 0
    #: How many times one finding counts for its veto.
    weight: int = 1
    #: Many pages with the same fault are one finding with examples.
    grouped: bool = False


@dataclass(frozen=True, kw_only=True)
class Veto:
    id: str
    name: str
    value: float
    unit: str
    source: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class ColumnKind:
    kind: str
    days: int
    warn: int
    names: str = ""
    types: Sequence[str] = ()
    rule: str = "column-late"
    first_level: bool = False
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A named thing that is looked for in a text."""

    id: str
    name: str
    pattern: str
    everywhere: bool = False

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


@dataclass(frozen=True, kw_only=True)
class Wording:
    pattern: str
    suggestion: str
    rule: str = "wording"


@dataclass(frozen=True)
class Rules:
    rules: Mapping[str, Rule]
    vetoes: Mapping[str, Veto]
    columns: Sequence[ColumnKind]
    marks: Sequence[Pattern]
    elements: Sequence[Pattern]
    wordings: Sequence[Wording]
    plain: Mapping[str, Any] = field(repr=False)

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]

    @property
    def total(self) -> float:
        return float(self.plain["total"])

    def expression(self, name: str) -> re.Pattern[str]:
        return re.compile(self.plain[name])


def load_rules(override: Path | None = None) -> Rules:
    """Read the national rules, and over them what the city's own file says."""
    plain = _read(OWN)
    if override is not None:
        plain = _merged(plain, _read(override))
    try:
        return _build(plain)
    except (KeyError, TypeError, re.error) as error:
        raise RulesNotReadable(override or OWN, str(error)) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise RulesNotReadable(path, str(error)) from error
    if not isinstance(read, dict):
        raise RulesNotReadable(path, "不是“名称: 值”的结构")
    return read


def _merged(plain: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(plain)
    for name, given in over.items():
        key = {"columns": "kind", "wordings": "pattern", "manual": "what"}.get(name, "id")
        if isinstance(given, list) and all(isinstance(row, dict) for row in given):
            merged[name] = _rows(plain.get(name, []), given, key=key)
        else:
            merged[name] = given
    return merged


def _rows(own: list[Any], given: list[Any], *, key: str) -> list[Any]:
    over = {row.get(key): row for row in given}
    kept = [{**row, **over.pop(row.get(key), {})} for row in own]
    return [*over.values(), *kept]


def _build(plain: dict[str, Any]) -> Rules:
    wordings = [_made(Wording, row) for row in plain["wordings"]]
    for wording in wordings:
        re.compile(wording.pattern)
    patterns = {
        name: [_made(Pattern, row) for row in plain[name]] for name in ("marks", "guide_elements")
    }
    for pattern in [*patterns["marks"], *patterns["guide_elements"]]:
        re.compile(pattern.pattern)
    return Rules(
        rules={row["id"]: _made(Rule, row) for row in plain["rules"]},
        vetoes={row["id"]: _made(Veto, row) for row in plain["vetoes"]},
        columns=[_made(ColumnKind, row) for row in plain["columns"]],
        marks=patterns["marks"],
        elements=patterns["guide_elements"],
        wordings=wordings,
        plain=plain,
    )


def _made(kind: Any, row: Mapping[str, Any]) -> Any:
    known = {one.name for one in fields(kind)}
    strange = set(row) - known
    if strange:
        raise TypeError(f"不认识 {'、'.join(sorted(strange))}")
    return kind(**row)
