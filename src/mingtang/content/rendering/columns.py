"""A column: its list in pages that keep their place, and its feed."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from wagtail.models import Revision

from mingtang.content.pages.presenting import words_of
from mingtang.content.publishing.listing import ArticleList, ListPage
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import (
    articles_below,
    columns,
    columns_below,
    crumbs_of,
)
from mingtang.content.rendering import site
from mingtang.content.rendering.feed import feed
from mingtang.content.rendering.files import file_of
from mingtang.content.rendering.lines import line, lines, trail
from mingtang.content.site.manifest import digest
from mingtang.content.site.recipe import Content, Recipe

FEED_SIZE = 30
#: Pages offered on each side of the one being read.
AROUND = 2
#: Articles shown below each column of a group.
SAMPLE = 5


def column_files(column: Publication) -> Mapping[str, Content]:
    """Return the files of a column. Older pages are made only if what they show has changed."""
    listed = ArticleList([column.pk, *columns_below(column.pk)])
    shared = _shared(column)
    newest, *older = listed.pages or [_EMPTY]
    files: dict[str, Content] = {
        file_of(column.path): _newest_page(column, newest, listed, shared),
        file_of(f"{column.path}feed.xml"): feed(column, listed.newest(FEED_SIZE)),
    }
    for place, page in enumerate(older, start=2):
        address = _address(column, place, len(listed.pages))
        make = partial(_older_page, column, page, place, listed, shared)
        files[file_of(address)] = Recipe(_fingerprint(column, page, place, listed, shared), make)
    return files


_EMPTY = ListPage(number=1, newer=0, size=0, shows="")


def _shared(column: Publication) -> dict[str, Any]:
    """Return what every page of the list says. Nothing in it may grow, such as a total."""
    has_children = any(other.column_number == column.pk for other in columns().values())
    return {
        "column": meta_of_column(column),
        "breadcrumbs": trail(crumbs_of(column)),
        "children": has_children,
        "feed": f"{column.path}feed.xml",
    }


def _newest_page(
    column: Publication, page: ListPage, listed: ArticleList, shared: dict[str, Any]
) -> bytes:
    children = sorted(
        (other for other in columns().values() if other.column_number == column.pk),
        key=lambda child: (child.position, child.pk),
    )
    context = {
        **shared,
        "children": [_child(child) for child in children],
        "total": listed.total,
        "articles": lines(listed.of(page)) if page.size else [],
        "pagination": _pagination(column, 1, len(listed.pages)),
    }
    return site.page("column", context, here=column.path)


def _older_page(
    column: Publication, page: ListPage, place: int, listed: ArticleList, shared: dict[str, Any]
) -> bytes:
    of = len(listed.pages)
    context = {
        **shared,
        "articles": lines(listed.of(page)),
        "pagination": _pagination(column, place, of),
    }
    return site.page("column", context, here=_address(column, place, of))


def _fingerprint(
    column: Publication, page: ListPage, place: int, listed: ArticleList, shared: dict[str, Any]
) -> str:
    shown = _pagination(column, place, len(listed.pages))
    neighbours = [shown["previous"], shown["next"]]
    return digest(repr([page.number, page.shows, neighbours, shared]).encode())


def meta_of_column(column: Publication) -> dict[str, Any]:
    """Return what the page shows of a column, with the values of its meta tags."""
    return {
        "title": column.title,
        "path": column.path,
        **_approved(column.digest, column.revision_id),
    }


@lru_cache(maxsize=256)
def _approved(_digest: str, revision_number: int) -> dict[str, Any]:
    """Return what was approved of a column. Every article in it shows this, and a digest never changes."""
    text = Revision.objects.get(pk=revision_number).as_object()
    return {
        "description": text.description,
        "keywords": words_of(text.keywords),
        "type": text.column_type,
        "kind": text.kind,
    }


def _child(child: Publication) -> dict[str, Any]:
    return {
        **line(child),
        "description": child.summary,
        "articles": lines(articles_below(child)[:SAMPLE]),
    }


def _address(column: Publication, place: int, of: int) -> str:
    """Return the address of a page of the list: the number in it counts from the oldest."""
    return column.path if place == 1 else f"{column.path}list-{of - place + 1}.html"


def _pagination(column: Publication, place: int, of: int) -> dict[str, Any]:
    """Return the neighbours of a page; the newest one also offers pages by number."""

    def address(other: int) -> str | None:
        return _address(column, other, of) if 1 <= other <= of else None

    return {
        "number": place,
        "count": of,
        "previous": address(place - 1),
        "next": address(place + 1),
        "pages": [{"number": other, "path": address(other)} for other in _near(place, of)]
        if place == 1
        else [],
    }


def _near(place: int, of: int) -> list[int]:
    """Return the pages to offer: the first, the last, and those around this one."""
    around = range(place - AROUND, place + AROUND + 1)
    return [other for other in range(1, of + 1) if other in {1, of} or other in around]
