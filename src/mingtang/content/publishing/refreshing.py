"""Render whatever is stale, from what is true now, and put it on disk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mingtang.content.formats.commands import forget_formats
from mingtang.content.guides.queries import find_guide
from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.publishing.queries import COLUMN, HOME
from mingtang.content.publishing.rendering.articles import article_files
from mingtang.content.publishing.rendering.columns import column_files
from mingtang.content.publishing.rendering.guides import catalogue_files, guide_files
from mingtang.content.publishing.rendering.home import home_files
from mingtang.content.publishing.rendering.sitemap import sitemap_files
from mingtang.content.site.commands import SiteWriter, writing
from mingtang.kernel.logs import log

#: Things per transaction: a long rebuild gives way to an editor's page after each batch.
BATCH = 20

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Progress:
    done: int
    left: int


def refresh_stale(*, tell: Callable[[Progress], None] | None = None) -> int:
    """Render everything noted as stale; return how many things that were.

    Each batch is one transaction: interrupted, the rest stays noted and is done next time.
    """
    done = 0
    while True:
        rendered = _refresh_batch()
        done += rendered
        if not rendered:
            return done
        if tell:
            tell(Progress(done, Stale.objects.values("thing").distinct().count()))


def _refresh_batch() -> int:
    with writing() as site:
        rows = list(Stale.objects.order_by("pk").values_list("pk", "thing"))
        things = list(dict.fromkeys(thing for _, thing in rows))[:BATCH]
        for thing in things:
            _refresh(site, thing)
        Stale.objects.filter(pk__in=[pk for pk, thing in rows if thing in set(things)]).delete()
    if things:
        log.info("site_refreshed", things=len(things), written=len(site.written))
    return len(things)


def _refresh(site: SiteWriter, thing: str) -> None:
    """Make the files of one thing what they should be now: none, if it is no longer public."""
    name, _, key = thing.partition(":")
    site.replace(source=thing, files=_RENDER[name](key))


def _page(key: str) -> Files:
    publication = Publication.objects.filter(pk=int(key)).first()
    if publication is None:
        forget_formats(int(key))
        return {}
    if publication.kind == HOME:  # home is a thing of its own
        return {}
    if publication.kind == COLUMN:
        return column_files(publication)
    return article_files(publication)


def _home(_key: str) -> Files:
    return home_files() if Publication.objects.filter(kind=HOME).exists() else {}


def _guide(key: str) -> Files:
    guide = find_guide(key)
    return guide_files(guide) if guide else {}


_RENDER: Mapping[str, Callable[[str], Files]] = {
    "page": _page,
    "home": _home,
    "guide": _guide,
    "guides": lambda _key: catalogue_files(),
    "sitemap": lambda _key: sitemap_files(),
}
