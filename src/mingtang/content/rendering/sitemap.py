"""The map of the site, for machines and for people, and what robots may read."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from django.db import connection

from mingtang.content.guides.queries import guide_lines
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, HOME, articles
from mingtang.content.rendering import site
from mingtang.content.rendering.lines import line
from mingtang.content.site.recipe import Content, Recipe

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_ROBOTS = """User-agent: *
Disallow: /cms/
Disallow: /desk/
Disallow: /login/
Disallow: /my/
Disallow: /search
Disallow: /services/
Sitemap: {base}/sitemap.xml
"""


#: The site map is cut by the month a page was first published, which never changes: a new page
#: writes its month and the list of months again, and a part stays far below the 50,000 that are allowed.
_MONTHS = """
SELECT to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, max(changed_at),
       encode(sha256(convert_to(
           string_agg(concat_ws(' ', path, changed_at::date), chr(30) ORDER BY path), 'UTF8')), 'hex')
FROM content_publishing_publication WHERE kind NOT IN ('home', 'column')
GROUP BY month ORDER BY month
"""
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_files() -> Mapping[str, Content]:
    base = site.base_address()
    months = _months()
    places = {_part(month): day for month, day, _ in months}
    files: dict[str, Content] = {
        "robots.txt": _ROBOTS.format(base=base).encode(),
        "sitemap.xml": _index(base, {_part(_STANDING): None, **places}),
        _part(_STANDING): _standing(base),
        "sitemap/index.html": site.page("sitemap", _context(), here="/sitemap/"),
    }
    for month, _, shows in months:
        files[_part(month)] = Recipe(shows, partial(_month, base, month))
    return files


#: The part of what is not an article: columns and guides.
_STANDING = "standing"


def _part(name: str) -> str:
    return f"sitemap-{name}.xml"


def _months() -> list[tuple[str, str, str]]:
    """Return each month with articles, the day one of them last changed, and what its part shows."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS)
        return [(month, _day(last), shows) for month, last, shows in cursor.fetchall()]


def _index(base: str, parts: Mapping[str, str | None]) -> bytes:
    entries = "".join(
        f"<sitemap>{_loc(f'{base}/{part}')}{_lastmod(day)}</sitemap>" for part, day in parts.items()
    )
    return f"{_HEAD}<sitemapindex {_XMLNS}>{entries}</sitemapindex>".encode()


def _standing(base: str) -> bytes:
    pages = Publication.objects.filter(kind__in=[HOME, COLUMN]).order_by("path")
    guides = [(guide.path, None) for guide in guide_lines().values()]
    return _urls(base, [*((page.path, _day(page.changed_at)) for page in pages), *guides])


def _month(base: str, month: str) -> bytes:
    year, number = month.split("-")
    first = datetime(int(year), int(number), 1, tzinfo=UTC)
    after = datetime(int(year) + int(number) // 12, int(number) % 12 + 1, 1, tzinfo=UTC)
    found = articles().filter(published_at__gte=first, published_at__lt=after).order_by("path")
    rows = found.values_list("path", "changed_at")
    return _urls(base, [(path, _day(changed_at)) for path, changed_at in rows])


def _urls(base: str, places: Iterable[tuple[str, str | None]]) -> bytes:
    urls = "".join(f"<url>{_loc(base + path)}{_lastmod(day)}</url>" for path, day in places)
    return f"{_HEAD}<urlset {_XMLNS}>{urls}</urlset>".encode()


def _loc(address: str) -> str:
    return f"<loc>{escape(address)}</loc>"


def _lastmod(day: str | None) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()


def _context() -> dict[str, Any]:
    return {
        "columns": _tree(None),
        "guide_count": len(guide_lines()),
        "breadcrumbs": [{"title": "首页", "path": "/"}],
    }


def _tree(parent: int | None) -> list[dict[str, object]]:
    """Return the columns below a column, each with those below it."""
    known = list(Publication.objects.filter(kind=COLUMN).order_by("position", "pk"))
    numbers = {column.pk for column in known}

    def below(number: int | None) -> list[dict[str, object]]:
        return [
            {**line(column), "description": column.summary, "children": below(column.pk)}
            for column in known
            if (column.column_number if column.column_number in numbers else None) == number
        ]

    return below(parent)
