"""Makes the formats that are ordered, after their pages are public, and has the pages show them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from mingtang.content.formats.commands import (
    Order,
    forget_formats,
    keep_formats,
    make_formats_of,
    order_formats,
)
from mingtang.content.formats.models import Edition
from mingtang.content.formats.queries import editions_to_make
from mingtang.content.formats.workshop import Workshop, open_workshop
from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.publishing.queries import COLUMN, HOME
from mingtang.kernel.logs import log

#: Pages of one run: a job ends well before its deadline, and what is left gets a job of its own.
PAGES = 10
#: Of the advisory lock: one worker makes formats, the others keep publishing.
_LOCK = 0x6D74_666D


class FormatsFailed(Exception):  # noqa: N818  an alarm for operators, shown on the jobs page
    """Some formats could not be made. Their pages and all other formats are public all the same."""


def order_formats_of(things: Iterable[str]) -> None:
    """Order what the articles among these things lack, and forget what is no longer public."""
    numbers = {int(thing[5:]) for thing in things if thing.startswith("page:")}
    public = Publication.objects.in_bulk(numbers)
    if gone := numbers - public.keys():
        forget_formats(gone)
    order_formats(
        Order(
            page_number=page.pk,
            revision_number=page.revision_id,
            digest=page.digest,
            path=page.path,
            title=page.title,
        )
        for page in public.values()
        if page.kind not in (HOME, COLUMN)
    )


def make_waiting_formats(*, then: Callable[[], object]) -> bool:
    """Make the formats of some pages; tell whether more are waiting.

    Each page is kept in one transaction together with the note that its page must be rendered again,
    and `then` wakes whoever renders. Interrupted, the order stays and is done next time.
    """
    failed: list[str] = []
    with _alone() as is_alone, open_workshop() as workshop:
        if not is_alone:
            return False
        tried: set[int] = set()
        for _ in range(PAGES):
            edition = editions_to_make().exclude(page_number__in=tried).first()
            if edition is None:
                break
            tried.add(edition.page_number)
            failed += _make(edition, workshop=workshop, then=then)
        more = editions_to_make().exclude(page_number__in=tried).exists()
    if failed:
        raise FormatsFailed("；".join(failed))
    return more


def _make(edition: Edition, *, workshop: Workshop, then: Callable[[], object]) -> list[str]:
    if not Publication.objects.filter(pk=edition.page_number, digest=edition.digest).exists():
        if not Publication.objects.filter(pk=edition.page_number).exists():
            forget_formats([edition.page_number])
        return []
    made = make_formats_of(edition, workshop=workshop)
    with transaction.atomic():
        if keep_formats(edition, made) and made.contents:
            Stale.objects.create(thing=f"page:{edition.page_number}")
            then()
    for key, reason in made.failures.items():
        log.warning("format_missing", page=edition.page_number, format=key, reason=reason)
    return [f"{edition.title}：{key}" for key in made.failures]


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
