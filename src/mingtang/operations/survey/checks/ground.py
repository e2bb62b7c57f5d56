"""The ground every check stands on: the facts, the rules and the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mingtang.operations.survey.facts import Page
from mingtang.operations.survey.gathered import Gathered
from mingtang.operations.survey.reading.days import as_date
from mingtang.operations.survey.rules import Rules


@dataclass(frozen=True)
class Ground:
    gathered: Gathered
    rules: Rules
    today: date

    def __hash__(self) -> int:
        return id(self)

    @cached_property
    def columns(self) -> "list[Page]":
        """One page for each column: its first; what follows are pages of the same list."""
        found: dict[tuple[str, str], Page] = {}
        for page in self.gathered.seen:
            if not self.is_column(page):
                continue
            key = (page.column_name, _folder(page.address))
            known = found.get(key)
            if known is None or _is_before(page.address, known.address):
                found[key] = page
        return list(found.values())

    def is_column(self, page: Page) -> bool:
        if page.is_article or page.address == self.gathered.home or page.elements is not None:
            return False
        return bool(page.meta.get("ColumnName") or page.column_type or len(page.entries) >= 3)

    def newest(self, column: Page) -> date | None:
        """Return the newest day shown in a column or published at or below it."""
        days = [as_date(day) for _, day in column.entries]
        days += [as_date(page.published_on) for page in self.below(column)]
        days += [
            as_date(page.published_on)
            for link in column.main_links
            if (page := self.gathered.page(link)) is not None and page.is_article
        ]
        known = [day for day in days if day is not None and day <= self.today]
        return max(known, default=None)

    def below(self, column: Page) -> Iterator[Page]:
        folder = _folder(column.address)
        if folder.count("/") < 2:
            return
        yield from self._articles_below.get(folder, ())

    @cached_property
    def _articles_below(self) -> "dict[str, list[Page]]":
        found: dict[str, list[Page]] = {}
        for page in self.gathered.articles:
            parts = page.address.partition("?")[0].split("/")
            for depth in range(2, len(parts)):
                found.setdefault("/".join(parts[:depth]) + "/", []).append(page)
        return found


def _folder(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[0] + "/"


def _is_before(address: str, other: str) -> bool:
    return (len(address), address) < (len(other), other)
