"""Render whatever is stale, from what is true now, and put it on disk."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from mingtang.content.publishing.models import Stale
from mingtang.content.rendering.things import FilesByThing, render_things
from mingtang.content.site.commands import SiteWriter, writing
from mingtang.content.upkeep.formatting import order_formats_of
from mingtang.kernel.logs import log

#: Things per transaction: a long rebuild gives way to an editor's page after each batch.
BATCH = 20
#: Rows looked at to find a batch: several may name one thing.
ROWS = 10

#: Renders the things of a batch, part by part; a rebuild shares the parts among processes.
Render = Callable[[list[str]], Iterable[FilesByThing]]


def render_here(things: list[str]) -> Iterable[FilesByThing]:
    return map(render_things, in_chunks(things, BATCH))


@dataclass(frozen=True)
class Progress:
    done: int
    left: int


@dataclass
class _Round:
    """What a call has seen so far: nothing that failed is tried twice in it."""

    done: int = 0
    failed: dict[str, Exception] = field(default_factory=dict)


def refresh_stale(
    *,
    tell: Callable[[Progress], None] | None = None,
    render: Render = render_here,
    batch: int = BATCH,
) -> int:
    """Render everything noted as stale; return how many things that were.

    Each batch is one transaction: interrupted, the rest stays noted and is done next time. The last
    change comes first, so that an editor does not wait for a rebuild. What cannot be rendered holds
    up nothing else: it stays noted, and is raised when all the rest is on disk.
    """
    state = _Round()
    while _refresh_batch(state, render=render, batch=batch):
        if tell:
            tell(Progress(state.done, Stale.objects.values("thing").distinct().count()))
    for error in state.failed.values():
        raise error
    return state.done


def _refresh_batch(state: _Round, *, render: Render, batch: int) -> bool:
    with writing() as site:
        rows = Stale.objects.exclude(thing__in=state.failed).order_by("-pk")
        noted = list(rows.values_list("pk", "thing")[: batch * ROWS])
        things = list(islice(dict.fromkeys(thing for _, thing in noted), batch))
        failed: dict[str, Exception] = {}
        for part in render(things):
            failed |= part.failed | _replace(site, part)
        written = [thing for thing in things if thing not in failed]
        if written:
            Stale.objects.filter(thing__in=written, pk__lte=noted[0][0]).delete()
            order_formats_of(written)
    _note(state, written, failed, files=len(site.written))
    return bool(things)


def _replace(site: SiteWriter, part: FilesByThing) -> dict[str, Exception]:
    """Hand the files over; return the things whose files were refused."""
    refused: dict[str, Exception] = {}
    site.expect(part.files)
    # What is no longer public goes first: another page may stand at its address now.
    for thing, files in sorted(part.files.items(), key=lambda item: bool(item[1])):
        try:
            site.replace(source=thing, files=files)
        except Exception as error:
            refused[thing] = error
    return refused


def _note(state: _Round, done: list[str], failed: dict[str, Exception], *, files: int) -> None:
    state.done += len(done)
    state.failed |= failed
    for thing, error in failed.items():
        log.error("site_thing_not_rendered", thing=thing, error=type(error).__name__)
    if done:
        log.info("site_refreshed", things=len(done), written=files)


def in_chunks(things: Iterable[str], size: int) -> Iterator[list[str]]:
    waiting = iter(things)
    while chunk := list(islice(waiting, size)):
        yield chunk
