"""Read the files of a demo city: columns, departments, and pages in Markdown with a head."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

SHANGHAI = ZoneInfo("Asia/Shanghai")
FENCE = "---"
NINE_O_CLOCK = time(9, 0)


class NotReadable(ValueError):  # noqa: N818  names the file for whoever wrote it
    """A file of the demo city is not in the agreed shape."""


@dataclass(frozen=True)
class PageFile:
    """One page: where it comes from, its head, its Markdown."""

    place: Path
    name: str
    head: dict[str, Any]
    source: str

    @property
    def slug(self) -> str:
        """The name starts with the day: 2026-09-10-juzhuzheng is 20260910-juzhuzheng."""
        year, month, day, *rest = self.name.split("-")
        dated = len(year) == len("2026") and (year + month + day).isdigit()
        return f"{year}{month}{day}-{'-'.join(rest)}" if dated and rest else self.name

    @property
    def published_at(self) -> datetime:
        given = self.head.get("published_at") or self.head.get("issued_on")
        return as_moment(given) or datetime.now(UTC)


def read_yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None


def read_pages(folder: Path) -> Iterator[PageFile]:
    for file in sorted(folder.glob("**/*.md")):
        yield read_page(file)


def read_page(file: Path) -> PageFile:
    text = file.read_text(encoding="utf-8")
    if not text.startswith(FENCE):
        raise NotReadable(f"{file}: 开头没有 ---")
    _, head, source = text.split(f"{FENCE}\n", 2)
    read = yaml.safe_load(head)
    if not isinstance(read, dict) or not read.get("title"):
        raise NotReadable(f"{file}: 没有标题")
    return PageFile(place=file, name=file.stem, head=read, source=source.strip())


def as_moment(value: Any) -> datetime | None:
    """Return a moment; a day alone means nine in the morning, local time when no zone is said."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        value = datetime.combine(value, NINE_O_CLOCK)
    moment: datetime = value
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def as_day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value
