"""What a change touches, and the note that it has to be rendered again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.publishing.queries import (
    COLUMN,
    articles_below,
    columns_above,
    columns_below,
    pages_mentioning,
)
from mingtang.kernel.jobs.job import named

REFRESH = "content.refresh-site"
HOME_PAGE, SITEMAP, GUIDES = "home", "sitemap", "guides"

#: Whether a batch is at work, which wakes the worker itself when it is through.
_in_a_batch: ContextVar[bool] = ContextVar("in_a_batch", default=False)


def page_thing(number: int) -> str:
    return f"page:{number}"


def guide_thing(code: str) -> str:
    return f"guide:{code}"


def touched_by(publication: Publication) -> set[str]:
    """Return everything on disk that shows this page or points to it, and nothing else."""
    numbers = {
        publication.pk,
        publication.interprets_number,
        *(column.pk for column in columns_above(publication.column_number)),
        *pages_mentioning(publication.pk),
    }
    if publication.kind == COLUMN:  # its name is in the path shown above every page below it
        numbers |= set(columns_below(publication.pk))
        numbers |= set(articles_below(publication).values_list("pk", flat=True))
    return {HOME_PAGE, SITEMAP, *(page_thing(number) for number in numbers if number)}


def mark_stale(things: Iterable[str]) -> None:
    """Note what has to be rendered, in the caller's transaction, and wake the worker."""
    Stale.objects.bulk_create([Stale(thing=thing) for thing in sorted(things)])
    if not _in_a_batch.get():
        named(REFRESH).later()


@contextmanager
def waking_once() -> Iterator[None]:
    """Let many changes pass and wake the worker once after the last.

    Otherwise a batch renders the home page and its columns again after nearly every page. Every
    change still notes what it touches in its own transaction, so a batch that breaks off loses
    nothing: what it left is rendered as well.
    """
    token = _in_a_batch.set(True)
    try:
        yield
    finally:
        _in_a_batch.reset(token)
        if Stale.objects.exists():
            named(REFRESH).later()
