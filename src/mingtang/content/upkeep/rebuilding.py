"""Render the whole site again. What is interrupted goes on where it stopped."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

from django.db import connections, transaction

from mingtang.content.guides.models import Guide
from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.publishing.queries import HOME
from mingtang.content.publishing.staleness import (
    GUIDES,
    HOME_PAGE,
    SITEMAP,
    guide_thing,
    page_thing,
)
from mingtang.content.rendering.things import FilesByThing, render_things
from mingtang.content.site.commands import writing
from mingtang.content.site.models import SiteFile
from mingtang.content.site.recipe import Files, Recipe
from mingtang.content.upkeep.refreshing import (
    BATCH,
    Progress,
    Render,
    in_chunks,
    refresh_stale,
    render_here,
)

#: Larger batches sign fewer manifests; an editor's page still waits for one of them only.
REBUILD_BATCH = 400


def rebuild_site(*, tell: Callable[[Progress], None] | None = None, processes: int = 1) -> int:
    """Bring every file up to date and remove what nothing public stands for."""
    with _rendering(processes) as render:
        things = _everything()
        with transaction.atomic():
            waiting = set(Stale.objects.values_list("thing", flat=True))
            # The last noted comes first: the home page and the columns before ten thousand articles.
            fresh = [Stale(thing=thing) for thing in reversed(things) if thing not in waiting]
            Stale.objects.bulk_create(fresh)
            SiteFile.objects.exclude(shows="").update(shows="")
        done = refresh_stale(tell=tell, render=render, batch=REBUILD_BATCH)
    with writing() as site:
        site.forget_others(sources=set(_everything()))
        site.remove_intruders()
    return done


def _everything() -> list[str]:
    pages = Publication.objects.exclude(kind=HOME).values_list("pk", flat=True)
    return [
        HOME_PAGE,
        SITEMAP,
        GUIDES,
        *(page_thing(number) for number in pages),
        *(guide_thing(code) for code in Guide.objects.values_list("code", flat=True)),
    ]


@contextmanager
def _rendering(processes: int) -> Iterator[Render]:
    """Give a way to render: here, or shared among processes that each read for themselves.

    They read what is committed while their caller holds the site; what changes meanwhile is noted
    as stale and comes again.
    """
    if processes <= 1:
        yield render_here
        return
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        # All are forked with the first errand, while no connection is open that they could share.
        pool.submit(int).result()

        def render(things: list[str]) -> Iterable[FilesByThing]:
            return pool.map(_render_to_bytes, in_chunks(things, BATCH))

        yield render


def _render_to_bytes(things: list[str]) -> FilesByThing:
    """Render in a process of its own; what goes back to the caller are finished files."""
    rendered = render_things(things)
    made = {thing: _made(files) for thing, files in rendered.files.items()}
    return FilesByThing(files=made, failed=rendered.failed)


def _made(files: Files) -> Files:
    return {
        path: Recipe(content.shows, partial(bytes, content.make()))
        if isinstance(content, Recipe)
        else content
        for path, content in files.items()
    }
