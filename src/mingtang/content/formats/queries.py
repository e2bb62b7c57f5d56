"""Reads of formats: what a published page is also offered as, and what is still to be made."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from mingtang.content.formats.errors import FormatNotFound
from mingtang.content.formats.making import Address, kinds_for, make_one
from mingtang.content.formats.models import MOST_ATTEMPTS, Edition, Format, State
from mingtang.content.sources.kinds import KINDS
from mingtang.content.sources.reading import source_of
from mingtang.designsystem.facts import site_facts

_ORDER = list(KINDS)


def formats_of(page: Any, *, digest: str) -> tuple[Format, ...]:
    """Return the finished formats of exactly this text: none, if the text has changed since."""
    return formats_of_pages({page.pk: digest})[page.pk]


def formats_of_pages(digests: Mapping[int, str]) -> dict[int, tuple[Format, ...]]:
    """Return the same for many pages at once, by their numbers."""
    found: dict[int, list[Format]] = {number: [] for number in digests}
    for file in Format.objects.filter(page_number__in=digests, key__in=KINDS):
        if file.digest == digests[file.page_number]:
            found[file.page_number].append(file)
    return {
        number: tuple(sorted(files, key=lambda file: _ORDER.index(file.key)))
        for number, files in found.items()
    }


def editions_to_make() -> QuerySet[Edition]:
    """The newest first: somebody waits for it."""
    again = Q(state=State.FAILED, attempts__lt=MOST_ATTEMPTS)
    return Edition.objects.filter(Q(state=State.WAITING) | again).order_by(
        F("ordered_at").desc(), "page_number"
    )


def editions_not_finished() -> QuerySet[Edition]:
    return Edition.objects.exclude(state=State.DONE).order_by("state", "-ordered_at")


def whole_address(path: str) -> str:
    """The public address of a page; formats lie elsewhere than the page and need all of it."""
    return f"https://{site_facts().get('domain') or 'localhost'}{path}"


def address_of(path: str) -> Address:
    return Address(page=whole_address(path), slug=path.rstrip("/").rsplit("/", 1)[-1])


def kinds_of_draft(text: Any) -> list[str]:
    return kinds_for(source_of(text))


def format_of_draft(text: Any, key: str, *, path: str) -> bytes:
    """Make one format of a text that is not public yet, for those who review it."""
    source = source_of(text)
    if key not in kinds_for(source):
        raise FormatNotFound
    return make_one(source, key, site=str(site_facts()["name"]), address=address_of(path))
