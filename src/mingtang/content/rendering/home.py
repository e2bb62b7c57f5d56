"""The home page: search, hot services, the eight groups, news, notices and policies."""

from collections.abc import Mapping
from typing import Any

from mingtang.content.guides.queries import GuideLine, guide_lines
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, HOME, articles, text_published
from mingtang.content.rendering import halls, site
from mingtang.content.rendering.lines import lines

LISTED = 6
LISTS = {
    "news": "要闻",
    "notice": "通知公告",
    "policy": "政策文件",
    "interpretation": "政策解读",
    "answer": "大家问的",
}


def home_files() -> dict[str, bytes]:
    return {"index.html": site.page("home", _context(), here="/")}


def _context() -> dict[str, Any]:
    guides = guide_lines()
    facts = site.facts()
    home = Publication.objects.get(kind=HOME)
    return {
        "banner": text_published(home).notice,
        "hot_services": [_service(entry, guides) for entry in facts.get("hot_services", [])],
        "groups": [_group(entry, guides) for entry in facts.get("groups", [])],
        "guide_count": len(guides),
        "hall": halls.main_hall(),
        "city_figures": facts.get("city_figures", []),
        **{kind: _list(kind) for kind in LISTS},
    }


def _list(kind: str) -> dict[str, Any]:
    """Return the newest articles of a kind, with the column where the rest are."""
    newest = list(articles().filter(kind=kind)[:LISTED])
    column = _main_column(newest)
    return {
        "title": column.title if column else LISTS[kind],
        "path": column.path if column else "",
        "articles": lines(newest),
    }


def _main_column(newest: list[Publication]) -> Publication | None:
    """Return the column most of them are in."""
    numbers = [article.column_number for article in newest]
    if not numbers:
        return None
    most = max(numbers, key=numbers.count)
    return Publication.objects.filter(kind=COLUMN, pk=most).first()


def _service(entry: Mapping[str, Any], guides: Mapping[str, GuideLine]) -> dict[str, Any]:
    return {**entry, "path": _path(str(entry.get("item", "")), guides)}


def _group(entry: Mapping[str, Any], guides: Mapping[str, GuideLine]) -> dict[str, Any]:
    package = dict(entry.get("package") or {})
    package["path"] = _path(str(package.get("item", "")), guides)
    items = [guides[code] for code in entry.get("items", []) if code in guides]
    return {
        **entry,
        "package": package,
        "items": [{"title": g.title, "path": g.path} for g in items],
    }


def _path(code: str, guides: Mapping[str, GuideLine]) -> str:
    """Return the guide's address; one that is not there yet leads to the catalogue, not to nothing."""
    return guides[code].path if code in guides else "/guides/"
