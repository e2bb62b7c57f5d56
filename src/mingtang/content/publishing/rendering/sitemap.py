"""The map of the site, for machines and for people, and what robots may read."""

from typing import Any
from xml.sax.saxutils import escape

from mingtang.content.guides.queries import guide_lines
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN
from mingtang.content.publishing.rendering import site
from mingtang.content.publishing.rendering.lines import line

_ROBOTS = """User-agent: *
Disallow: /cms/
Disallow: /desk/
Disallow: /login/
Disallow: /my/
Disallow: /search
Disallow: /services/
Sitemap: {base}/sitemap.xml
"""


def sitemap_files() -> dict[str, bytes]:
    base = site.base_address()
    return {
        "robots.txt": _ROBOTS.format(base=base).encode(),
        "sitemap.xml": _xml(base),
        "sitemap/index.html": site.page("sitemap", _context(), here="/sitemap/"),
    }


def _context() -> dict[str, Any]:
    return {
        "columns": _tree(None),
        "guide_count": len(guide_lines()),
        "breadcrumbs": [{"title": "首页", "path": "/"}],
    }


def _xml(base: str) -> bytes:
    places = [
        (publication.path, publication.changed_at.date().isoformat())
        for publication in Publication.objects.order_by("path")
    ]
    urls = "".join(
        f"<url><loc>{escape(base + path)}</loc><lastmod>{day}</lastmod></url>"
        for path, day in places
    )
    urls += "".join(
        f"<url><loc>{escape(base + guide.path)}</loc></url>" for guide in guide_lines().values()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    ).encode()


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
