"""From the name of a thing on the site to its files as they should be now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mingtang.content.guides.queries import find_guide
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, HOME
from mingtang.content.publishing.reading import reading_ahead
from mingtang.content.rendering.articles import article_files
from mingtang.content.rendering.columns import column_files
from mingtang.content.rendering.guides import catalogue_files, guide_files
from mingtang.content.rendering.home import home_files
from mingtang.content.rendering.sitemap import sitemap_files
from mingtang.content.site.recipe import Files


@dataclass
class FilesByThing:
    """What became of each thing: its files (none, if it is no longer public), or why it has none."""

    files: dict[str, Files] = field(default_factory=dict)
    failed: dict[str, Exception] = field(default_factory=dict)


def render_things(things: Iterable[str]) -> FilesByThing:
    """Render things, their texts read at once. One that fails spoils no other."""
    things = list(things)
    numbers = [int(key) for name, _, key in map(_split, things) if name == "page"]
    publications = Publication.objects.exclude(kind=HOME).select_related("revision")
    pages = publications.in_bulk(numbers)
    rendered = FilesByThing()
    with reading_ahead(page for page in pages.values() if page.kind != COLUMN):
        for thing in things:
            try:
                rendered.files[thing] = _files_of(thing, pages)
            except Exception as error:
                rendered.failed[thing] = error
    return rendered


def _split(thing: str) -> tuple[str, str, str]:
    return thing.partition(":")


def _files_of(thing: str, pages: Mapping[int, Publication]) -> Files:
    name, _, key = _split(thing)
    if name == "page":
        return _page(pages.get(int(key)))
    return _RENDER[name](key)


def _page(publication: Publication | None) -> Files:
    if publication is None:  # withdrawn, or home, which is a thing of its own
        return {}
    return column_files(publication) if publication.kind == COLUMN else article_files(publication)


def _home(_key: str) -> Files:
    return home_files() if Publication.objects.filter(kind=HOME).exists() else {}


def _guide(key: str) -> Files:
    guide = find_guide(key)
    return guide_files(guide) if guide else {}


_RENDER: Mapping[str, Callable[[str], Files]] = {
    "home": _home,
    "guide": _guide,
    "guides": lambda _key: catalogue_files(),
    "sitemap": lambda _key: sitemap_files(),
}
