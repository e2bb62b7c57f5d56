"""Writes of formats: ask for them, make them, keep them, forget them."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from mingtang.content.formats.errors import OnlyEditorsOrderFormats
from mingtang.content.formats.making import Made
from mingtang.content.formats.models import VERSION, Edition, Format, State
from mingtang.content.formats.queries import address_of, has_edition
from mingtang.content.formats.workshop import Workshop
from mingtang.content.identity.roles import EDITOR, FINAL_REVIEWER
from mingtang.content.sources.reading import source_of
from mingtang.designsystem.facts import site_facts
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.identity import Actor
from mingtang.kernel.logs import log


def order_formats(
    *, page_number: int, revision_number: int, digest: str, path: str, title: str
) -> None:
    """Ask for the formats of a text, once. Those of the text before are gone with the same commit."""
    if has_edition(page_number, digest=digest, path=path):
        return
    Format.objects.filter(page_number=page_number).exclude(digest=digest).delete()
    Edition.objects.update_or_create(
        page_number=page_number,
        defaults={
            "revision_number": revision_number,
            "digest": digest,
            "path": path,
            "title": title,
            "version": VERSION,
            "state": State.WAITING,
            "attempts": 0,
            "failures": {},
            "ordered_at": timezone.now(),
            "finished_at": None,
        },
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
def forget_formats(page_number: int) -> None:
    """Nothing is kept of a page that is no longer public."""
    Format.objects.filter(page_number=page_number).delete()
    Edition.objects.filter(page_number=page_number).delete()


@transaction.atomic
def order_again(*, actor: Actor, page_number: int) -> None:
    """Try once more what could not be made."""
    if not actor.has_role(EDITOR, FINAL_REVIEWER):
        raise OnlyEditorsOrderFormats
    Edition.objects.filter(page_number=page_number, state=State.FAILED).update(
        state=State.WAITING, attempts=0
    )
