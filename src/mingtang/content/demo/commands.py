"""Load a demo city as history: drafted, put on record as approved before, and published by the one command."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from mingtang.content.checking.commands.leaders import load_leaders
from mingtang.content.checking.commands.lexicon import load_built_in
from mingtang.content.demo.building import article_page, column_page, home_page, keep_departments
from mingtang.content.demo.days import SHANGHAI, as_moment
from mingtang.content.demo.faults import FAULTS
from mingtang.content.demo.reading import PageFile, in_order, read_pages, read_yaml
from mingtang.content.evaluating.queries.proposals import closed_columns
from mingtang.content.pages.models import ArticlePage
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.commands import publish_page
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.staleness import waking_once
from mingtang.content.reviewing.commands import keep_history
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import THE_PLATFORM

#: Columns of a demo city have been there since before its first page.
COLUMNS_SINCE = as_moment("2024-01-02")
#: Columns hung in by the faults stand after those that were there.
LAST_POSITION = 100
Tell = Callable[[str], None]


@dataclass
class _City:
    """What has been loaded so far."""

    first_day: date
    tell: Tell
    places: dict[str, Page]
    pages: dict[str, ArticlePage] = field(default_factory=dict)
    #: Columns that somebody has merged into others since the first load: they stay closed.
    closed: dict[int, int] = field(default_factory=closed_columns)


def load_city(folder: Path, *, tell: Tell) -> int:
    """Load departments, columns and pages; return how many pages were published anew.

    The deliberate faults in the folder `faults` are loaded after what is healthy.
    """
    keep_departments(read_yaml(folder / "departments.yaml") or [])
    load_built_in()
    load_leaders(read_yaml(folder / "leaders.yaml") or [])
    site = read_yaml(folder / "site.yaml") or {}
    home = home_page(str(site.get("name", "首页")))
    published = _publish(home, "site.yaml", timezone.now())
    city = _City(first_day_of(home), tell, {"": home, "/": home, "home": home})
    with waking_once(), disable_reference_index_auto_update():
        for part in (folder, folder / FAULTS):
            published += _load_columns(part, city)
            published += _load_pages(part, city)
    record(
        THE_PLATFORM,
        action="content.demo-city-loaded",
        subject=folder.name,
        details={"published": published},
    )
    return published


def first_day_of(home: Any) -> date:
    """Return the day from which relative days count: the home page's first publication."""
    first = Publication.objects.get(pk=home.pk).published_at
    return first.astimezone(SHANGHAI).date()


def _load_columns(folder: Path, city: _City) -> int:
    published = 0
    for position, given in enumerate(read_yaml(folder / "columns.yaml") or []):
        parent = city.places[str(given.get("parent", ""))]
        for column in _columns(parent, given, position + LAST_POSITION * bool(given.get("parent"))):
            if column.pk in city.closed:
                city.places[column.slug] = Page.objects.get(pk=city.closed[column.pk])
                continue
            published += _publish(column, "columns.yaml", COLUMNS_SINCE)
            city.places[column.slug] = column
    city.tell(f"栏目 {len(set(city.places.values())) - 1} 个")
    return published


def _columns(parent: Page, given: dict[str, Any], position: int) -> Iterator[Any]:
    """Walk the tree from the top: a column is published before those below it."""
    column = column_page(parent, given, position)
    yield column
    for number, below in enumerate(given.get("children") or []):
        yield from _columns(column, below, number)


def _load_pages(folder: Path, city: _City) -> int:
    read = read_pages(folder / "pages", first_day=city.first_day)
    files = in_order(read, known=city.pages)
    published = 0
    for number, file in enumerate(files, start=1):
        with transaction.atomic():
            article = article_page(
                city.places[file.column], file, attachments=folder / "attachments"
            )
            _relate(article, file, city)
            published += _publish(article, file.name, file.published_at)
        city.pages[file.name] = article
        if number % 20 == 0:
            city.tell(f"页面 {number}/{len(files)}")
    return published


def _relate(article: ArticlePage, file: PageFile, city: _City) -> None:
    """Link to the pages the file names; they have been loaded before it."""
    article.related = [city.pages[name] for name in file.related]
    article.interprets = city.pages[file.interprets] if file.interprets else None


@transaction.atomic
def _publish(page: Any, origin: str, published_at: datetime | None) -> int:
    """Publish a page of the past, unless exactly this text is public already.

    Publishing validates the page, and what it refers to is noted once, after the last of its saves.
    """
    before = Publication.objects.filter(pk=page.pk).first()
    if before is not None and before.digest == digest_of(page):
        return 0
    revision = page.save_revision(user=None, changed=False, log_action=False, clean=False)
    keep_history(actor=THE_PLATFORM, page=page, revision=revision, origin=origin)
    publish_page(
        actor=THE_PLATFORM,
        page_number=page.pk,
        revision_number=revision.pk,
        published_at=published_at,
    )
    ReferenceIndex.create_or_update_for_object(page)
    return 1
