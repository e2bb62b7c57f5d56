"""Writes of formats: ask for them, make them, keep them, forget them."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from mingtang.content.formats.errors import OnlyEditorsOrderFormats
from mingtang.content.formats.making import Made
from mingtang.content.formats.models import Edition, Format, State
from mingtang.content.formats.queries import address_of
from mingtang.content.formats.workshop import Workshop
from mingtang.content.identity.roles import EDITOR, FINAL_REVIEWER
from mingtang.content.sources.reading import source_of
from mingtang.designsystem.facts import site_facts
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.identity import Actor
from mingtang.kernel.logs import log


@dataclass(frozen=True)
class Order:
    """The text of a page whose formats are wanted."""

    page_number: int
    revision_number: int
    digest: str
    path: str
    title: str


def order_formats(orders: Iterable[Order]) -> None:
    """Ask for the formats of texts, once. Those of the texts before are gone with the same commit."""
    asked = {order.page_number: order for order in orders}
    known = Edition.objects.in_bulk(asked)
    fresh = [
        order
        for number, order in asked.items()
        if number not in known or not known[number].is_of(digest=order.digest, path=order.path)
    ]
    if not fresh:
        return
    old = Format.objects.filter(page_number__in=[order.page_number for order in fresh])
    old.exclude(digest__in=[order.digest for order in fresh]).delete()
    editions = [Edition(**asdict(order), ordered_at=timezone.now()) for order in fresh]
    Edition.objects.bulk_create(
        editions,
        update_conflicts=True,
        unique_fields=["page_number"],
        update_fields=[
            *("revision_number", "digest", "path", "title", "version", "state", "attempts"),
            *("failures", "ordered_at", "finished_at"),
        ],
    )


def make_formats_of(edition: Edition, *, workshop: Workshop) -> Made:
    """Make what the edition asks for, outside of any transaction: this takes seconds."""
    text = Revision.objects.get(pk=edition.revision_number).as_object()
    source = source_of(text)
    if source.digest != edition.digest:
        return Made({}, {"text": "原文已经不是审定的那一稿"})
    site = str(site_facts()["name"])
    return workshop.make(source, site=site, address=address_of(edition.path))


@transaction.atomic
def keep_formats(edition: Edition, made: Made) -> bool:
    """Keep what was made, if it is still what is asked for. Returns whether it was."""
    asked = Edition.objects.select_for_update().filter(page_number=edition.page_number).first()
    if asked is None or not asked.is_of(digest=edition.digest, path=edition.path):
        return False
    Format.objects.filter(page_number=edition.page_number).delete()
    Format.objects.bulk_create(
        Format(
            page_number=edition.page_number,
            digest=edition.digest,
            key=key,
            content=content,
            size=len(content),
            sm3=sm3(content).hex(),
        )
        for key, content in made.contents.items()
    )
    asked.attempts += 1
    asked.failures = dict(made.failures)
    asked.state = State.FAILED if made.failures else State.DONE
    asked.finished_at = timezone.now()
    asked.save()
    log.info("formats_made", page=edition.page_number, made=len(made.contents))
    return True


@transaction.atomic
def forget_formats(page_numbers: Collection[int]) -> None:
    """Nothing is kept of pages that are no longer public."""
    Format.objects.filter(page_number__in=page_numbers).delete()
    Edition.objects.filter(page_number__in=page_numbers).delete()


@transaction.atomic
def order_again(*, actor: Actor, page_number: int) -> None:
    """Try once more what could not be made."""
    if not actor.has_role(EDITOR, FINAL_REVIEWER):
        raise OnlyEditorsOrderFormats
    Edition.objects.filter(page_number=page_number, state=State.FAILED).update(
        state=State.WAITING, attempts=0
    )
