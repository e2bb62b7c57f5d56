"""Load a demo city as history: drafted, put on record as approved before, and published by the one command."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from mingtang.content.demo.building import article_page, column_page, home_page, keep_departments
from mingtang.content.demo.reading import PageFile, as_moment, read_pages, read_yaml
from mingtang.content.pages.models import ArticlePage
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.commands import publish_page
from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.commands import keep_history
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import THE_PLATFORM

#: Columns of a demo city have been there since before its first page.
COLUMNS_SINCE = as_moment("2024-01-02")
Tell = Callable[[str], None]


def load_city(folder: Path, *, tell: Tell) -> int:
    """Load departments, columns and pages; return how many pages were published anew."""
    keep_departments(read_yaml(folder / "departments.yaml") or [])
    site = read_yaml(folder / "site.yaml") or {}
    home = home_page(str(site.get("name", "首页")))
    published = _publish(home, "site.yaml", COLUMNS_SINCE)
    places: dict[str, Page] = {"": home, "/": home, "home": home}
    for column, origin in _columns(home, read_yaml(folder / "columns.yaml") or []):
        published += _publish(column, origin, COLUMNS_SINCE)
        places[column.slug] = column
    tell(f"栏目 {len(places) - 3} 个")
    published += _load_pages(folder, places, tell)
    record(
        THE_PLATFORM,
        action="content.demo-city-loaded",
        subject=folder.name,
        details={"published": published},
    )
    return published


def _columns(parent: Page, records: list[dict[str, Any]]) -> Iterator[tuple[Any, str]]:
    """Walk the tree from the top: a column is published before those below it."""
    for position, given in enumerate(records):
        column = column_page(parent, given, position)
        yield column, "columns.yaml"
        yield from _columns(column, given.get("children") or [])


def _load_pages(folder: Path, places: dict[str, Page], tell: Tell) -> int:
    loaded: dict[str, ArticlePage] = {}
    files: list[PageFile] = sorted(
        read_pages(folder / "pages"), key=lambda file: bool(file.head.get("interprets"))
    )
    published = 0
    for number, file in enumerate(files, start=1):
        parent = places[str(file.head.get("column", file.place.parent.name))]
        with transaction.atomic():
            article = article_page(parent, file, attachments=folder / "attachments")
            _relate(article, file, loaded)
            published += _publish(article, file.name, file.published_at)
        loaded[file.name] = article
        if number % 20 == 0:
            tell(f"页面 {number}/{len(files)}")
    return published


def _relate(article: ArticlePage, file: PageFile, loaded: dict[str, ArticlePage]) -> None:
    """Link to pages loaded before. A page is named by its file, with or without folder and ending."""
    found = [loaded.get(_name(given)) for given in file.head.get("related") or []]
    article.related = [page for page in found if page is not None]
    interprets = file.head.get("interprets")
    article.interprets = loaded.get(_name(interprets)) if interprets else None


def _name(reference: Any) -> str:
    return str(reference).rstrip("/").rsplit("/", 1)[-1].removesuffix(".md")


@transaction.atomic
def _publish(page: Any, origin: str, published_at: datetime | None) -> int:
    """Publish a page of the past, unless exactly this text is public already."""
    before = Publication.objects.filter(pk=page.pk).first()
    if before is not None and before.digest == digest_of(page):
        return 0
    revision = page.save_revision(user=None, changed=False, log_action=False)
    keep_history(actor=THE_PLATFORM, page=page, revision=revision, origin=origin)
    publish_page(
        actor=THE_PLATFORM,
        page_number=page.pk,
        revision_number=revision.pk,
        published_at=published_at,
    )
    return 1
