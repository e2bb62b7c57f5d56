"""The demo city as its files describe it, with the address of every page: no database, no rendering."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from mingtang.content.demo.days import SHANGHAI
from mingtang.content.demo.faults import FAULTS
from mingtang.content.demo.reading import PageFile, read_pages, read_yaml

MINGZHOU = Path(__file__).parents[5] / "demo/mingzhou"
OTHER_ADDRESSES = {"/", "/guides/", "/sitemap/"}
LINK = re.compile(r"\]\((\S+?)\)")


@dataclass(frozen=True)
class Column:
    slug: str
    address: str
    record: dict[str, Any]


class CityFiles:
    """Healthy pages alone, or with the faults."""

    def __init__(self, *, first_day: date, with_faults: bool = False) -> None:
        self.first_day = first_day
        self.parts = [MINGZHOU, *([MINGZHOU / FAULTS] if with_faults else [])]

    @cached_property
    def columns(self) -> dict[str, Column]:
        found = {"home": Column("home", "/", {})}
        for part in self.parts:
            for record in read_yaml(part / "columns.yaml"):
                above = found[record.get("parent", "home")]
                for column in _tree(record, above.address):
                    assert column.slug not in found, f"two columns {column.slug}"
                    found[column.slug] = column
        return found

    @cached_property
    def pages(self) -> list[PageFile]:
        return [
            page
            for part in self.parts
            for page in read_pages(part / "pages", first_day=self.first_day)
        ]

    @cached_property
    def by_address(self) -> dict[str, PageFile]:
        return {self.address(page): page for page in self.pages}

    def address(self, page: PageFile) -> str:
        return f"{self.columns[page.column].address}{page.slug}/"

    @cached_property
    def addresses(self) -> set[str]:
        guides = {f"/guides/{code}/" for code in guide_codes()}
        columns = {column.address for column in self.columns.values()}
        return {*self.by_address, *columns, *guides, *OTHER_ADDRESSES}

    def age(self, column: Column) -> int | None:
        """Return how many days old the newest page at or below the column is."""
        days = [
            (self.first_day - published_on(page)).days
            for page in self.pages
            if column.slug != "home" and self.address(page).startswith(column.address)
        ]
        return min(days) if days else None


def published_on(page: PageFile) -> date:
    return page.published_at.astimezone(SHANGHAI).date()


def guide_codes() -> set[str]:
    """Return the guides the site's facts name, and those that are there."""
    facts = read_yaml(MINGZHOU / "site.yaml")
    named = {entry["item"] for entry in facts["hot_services"]}
    for group in facts["groups"]:
        named |= {group["package"]["item"], *group["items"]}
    return named | {file.stem.split("-", 1)[1] for file in MINGZHOU.glob("items/*.yaml")}


def attachments(page: PageFile) -> list[Path]:
    folder = page.place.parents[2] / "attachments"
    return [folder / given["file"] for given in page.head.get("attachments") or []]


@cache
def words_of(file: Path) -> str:
    """Return everything written in an attachment."""
    if not file.stat().st_size:
        return ""
    if file.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
    if file.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(file) as parts:
            text = " ".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
        return re.sub(r"<[^>]+>", " ", text)
    return file.read_text(encoding="utf-8-sig")


def all_words(page: PageFile) -> str:
    head = " ".join(str(page.head.get(name, "")) for name in ("title", "summary"))
    return "\n".join([head, page.source, *map(words_of, attachments(page))])


def identity_numbers(text: str) -> list[str]:
    """Return whole identity numbers with a valid check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return [
        number
        for number in re.findall(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)", text)
        if "10X98765432"[sum(int(d) * w for d, w in zip(number, weights, strict=False)) % 11]
        == number[-1].upper()
    ]


def _tree(record: dict[str, Any], above: str) -> Iterator[Column]:
    column = Column(record["slug"], f"{above}{record['slug']}/", record)
    yield column
    for below in record.get("children") or []:
        yield from _tree(below, column.address)
