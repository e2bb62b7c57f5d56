"""A column: its list in pages that keep their place, and its feed."""

from functools import lru_cache
from typing import Any

from wagtail.models import Revision

from mingtang.content.pages.presenting import words_of
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import (
    COLUMN,
    articles_below,
    crumbs_of,
)
from mingtang.content.publishing.rendering import site
from mingtang.content.publishing.rendering.feed import feed
from mingtang.content.publishing.rendering.files import file_of
from mingtang.content.publishing.rendering.lines import line, lines, trail

PAGE_SIZE = 20
FEED_SIZE = 30
#: Pages offered on each side of the one being read.
AROUND = 2
#: Articles shown below each column of a group.
SAMPLE = 5


def column_files(column: Publication) -> dict[str, bytes]:
    articles = list(articles_below(column))
    children = list(
        Publication.objects.filter(kind=COLUMN, column_number=column.pk).order_by("position", "pk")
    )
    shared = {
        "column": meta_of_column(column),
        "breadcrumbs": trail(crumbs_of(column)),
        "children": [_child(child) for child in children],
        "total": len(articles),
        "feed": f"{column.path}feed.xml",
    }
    files = {}
    chunks = _chunks(articles)
    for number, chunk in enumerate(chunks, start=1):
        context = {
            **shared,
            "articles": lines(chunk),
            "pagination": _pagination(column, number, len(chunks)),
        }
        address = _address(column, number, len(chunks))
        files[file_of(address)] = site.page("column", context, here=address)
    files[file_of(f"{column.path}feed.xml")] = feed(column, articles[:FEED_SIZE])
    return files


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


def _chunks(articles: list[Publication]) -> list[list[Publication]]:
    """Cut the list, newest first, so that older pages are full and never change.

    They are counted from the oldest article: a new one only lengthens the first page, until it is
    two pages long and gives one off.
    """
    archived = max(0, len(articles) // PAGE_SIZE - 1)
    first = len(articles) - archived * PAGE_SIZE
    older = [
        articles[start : start + PAGE_SIZE] for start in range(first, len(articles), PAGE_SIZE)
    ]
    return [articles[:first], *older]


def _address(column: Publication, number: int, of: int) -> str:
    """Return the address of a page of the list: the number in it counts from the oldest."""
    return column.path if number == 1 else f"{column.path}list-{of - number + 1}.html"


def _pagination(column: Publication, number: int, of: int) -> dict[str, Any]:
    def address(other: int) -> str | None:
        return _address(column, other, of) if 1 <= other <= of else None

    return {
        "number": number,
        "count": of,
        "previous": address(number - 1),
        "next": address(number + 1),
        "pages": [{"number": other, "path": address(other)} for other in _near(number, of)],
    }


def _near(number: int, of: int) -> list[int]:
    """Return the pages to offer: the first, the last, and those around this one."""
    around = range(number - AROUND, number + AROUND + 1)
    return [other for other in range(1, of + 1) if other in {1, of} or other in around]
