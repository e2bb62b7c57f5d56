"""The table of rules (data/rules.yaml) and the lexicon's files: severity and source are data."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingtang.content.wording.model import Category, Entry, Severity

DATA = Path(__file__).parent / "data"
#: Columns of a lexicon file, as editors read them.
WRONG, RIGHT, UNLESS, BEFORE, AFTER = "错敏词", "建议", "除非出现在", "前面要有", "后面要有"
CATEGORY, SEVERITY, BASIS = "类别", "严重度", "依据"
DIVIDER = "|"


@dataclass(frozen=True, kw_only=True)
class Rule:
    name: str
    title: str
    category: Category
    severity: Severity
    basis: str
    pattern: str = ""
    suggestion: str = ""


@cache
def rules() -> dict[str, Rule]:
    """Every rule that is not a plain word, by name."""
    return {given["name"]: _rule(given) for given in _yaml("rules.yaml")}


@cache
def built_in_entries() -> tuple[Entry, ...]:
    """The lexicon that comes with the program."""
    return tuple(
        entry for given in _yaml("files.yaml") for entry in _entries(DATA / given["file"], given)
    )


@cache
def plain_data(name: str) -> Any:
    """A data file of a rule that needs more than a pattern."""
    return _yaml(name)


def words_in(cell: str) -> tuple[str, ...]:
    return tuple(word for part in cell.split(DIVIDER) if (word := part.strip()))


def entry_of(row: dict[str, str]) -> Entry:
    """Make an entry of a line; ValueError names what does not hold."""
    return Entry(
        wrong=row[WRONG].strip(),
        right=row.get(RIGHT, "").strip(),
        category=Category(row[CATEGORY].strip()),
        severity=Severity(row[SEVERITY].strip()),
        basis=row.get(BASIS, "").strip(),
        unless=words_in(row.get(UNLESS, "")),
        before=words_in(row.get(BEFORE, "")),
        after=words_in(row.get(AFTER, "")),
    )


def _entries(path: Path, defaults: dict[str, str]) -> Iterator[Entry]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            given = {name: value for name, value in row.items() if value}
            yield entry_of({**defaults, **given})


def _rule(given: dict[str, Any]) -> Rule:
    return Rule(
        name=given["name"],
        title=given["title"],
        category=Category(given["category"]),
        severity=Severity(given["severity"]),
        basis=given["basis"],
        pattern=given.get("pattern", ""),
        suggestion=given.get("suggestion", ""),
    )


def _yaml(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
