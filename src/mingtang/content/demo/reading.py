"""Read the files of a demo city: columns, departments, and pages in Markdown with a head."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import yaml

from mingtang.content.demo.days import as_moment, resolved, write_out

FENCE = "---"
_DATED = ("published_at", "issued_on", "effective_on", "expires_on")


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
        """A name may start with the day: 2026-09-10-juzhuzheng is 20260910-juzhuzheng."""
        year, _, rest = self.name.partition("-")
        month, _, rest = rest.partition("-")
        day, _, rest = rest.partition("-")
        is_dated = len(year) == len("2026") and (year + month + day).isdigit()
        return f"{year}{month}{day}-{rest}" if is_dated and rest else self.name

    @property
    def column(self) -> str:
        return str(self.head.get("column", self.place.parent.name))

    @property
    def published_at(self) -> datetime:
        given = self.head.get("published_at") or self.head.get("issued_on")
        return as_moment(given) or datetime.now(UTC)

    @property
    def interprets(self) -> str | None:
        given = self.head.get("interprets")
        return _name(given) if given else None

    @property
    def related(self) -> list[str]:
        return [_name(given) for given in self.head.get("related") or []]


def read_yaml(file: Path, *, first_day: date | None = None) -> Any:
    if not file.exists():
        return None
    text = file.read_text(encoding="utf-8")
    return yaml.safe_load(write_out(text, first_day=first_day) if first_day else text)


def read_pages(folder: Path, *, first_day: date) -> Iterator[PageFile]:
    for file in sorted(folder.glob("**/*.md")):
        yield read_page(file, first_day=first_day)


def read_page(file: Path, *, first_day: date) -> PageFile:
    """Read a page; its relative days become real ones, counted from the first day."""
    text = write_out(file.read_text(encoding="utf-8"), first_day=first_day)
    if not text.startswith(FENCE):
        raise NotReadable(f"{file}: 开头没有 ---")
    _, head, source = text.split(f"{FENCE}\n", 2)
    read = yaml.safe_load(head)
    if not isinstance(read, dict) or not read.get("title"):
        raise NotReadable(f"{file}: 没有标题")
    for name in _DATED:
        if name in read:
            read[name] = resolved(read[name], first_day=first_day)
    return PageFile(place=file, name=file.stem, head=read, source=source.strip())


def in_order(files: Iterable[PageFile], *, known: Container[str] = ()) -> list[PageFile]:
    """Put every page after those it names. A page is named by its file: zhengce/2026-09-10-a."""
    by_name: dict[str, PageFile] = {}
    for file in files:
        if file.name in by_name or file.name in known:
            raise NotReadable(f"{file.place}: 已经有一个页面叫 {file.name}")
        by_name[file.name] = file
    names = {file.name: _named_by(file) for file in by_name.values()}
    missing = {
        name
        for named in names.values()
        for name in named
        if name not in by_name and name not in known
    }
    if missing:
        raise NotReadable(f"没有这些页面：{'、'.join(sorted(missing))}")
    try:
        order = list(TopologicalSorter(names).static_order())
    except CycleError as error:
        raise NotReadable(f"页面互相引用：{error.args[1]}") from error
    return [by_name[name] for name in order if name in by_name]


def _named_by(file: PageFile) -> list[str]:
    return [*file.related, *([file.interprets] if file.interprets else [])]


def _name(reference: Any) -> str:
    return str(reference).rstrip("/").rsplit("/", 1)[-1].removesuffix(".md")
