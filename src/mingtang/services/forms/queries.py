"""Reads of drafts: everybody sees only their own."""

from uuid import UUID

from django.db.models import QuerySet

from mingtang.kernel.identity import Actor
from mingtang.services.forms.errors import DraftNotFound
from mingtang.services.forms.models import Draft


def open_drafts_of(actor: Actor) -> QuerySet[Draft]:
    return Draft.objects.filter(applicant_id=actor.id, submitted_at__isnull=True)


def open_draft_of(actor: Actor, *, item_code: str) -> Draft | None:
    """Return the actor's unfinished form for an item, with the item and its department."""
    drafts = open_drafts_of(actor).select_related("item__department")
    return next(iter(drafts.filter(item_id=item_code)), None)


def find_draft(draft_id: UUID, *, of: Actor, lock: bool = False) -> Draft:
    """Find a draft of the actor, submitted or not. Somebody else's does not exist for them."""
    drafts = Draft.objects.filter(pk=draft_id, applicant_id=of.id)
    if lock:
        drafts = drafts.select_for_update(of=("self",))
    found = drafts.select_related("item__department").first()
    if found is None:
        raise DraftNotFound
    return found
