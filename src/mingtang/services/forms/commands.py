"""Open, fill and keep drafts. Whatever was typed is kept, right or wrong, until it is submitted."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor
from mingtang.services.catalogue.declaration import Field
from mingtang.services.catalogue.models import Item
from mingtang.services.catalogue.queries import find_offered_item, guide_version
from mingtang.services.forms.checking import LONGEST_KEPT
from mingtang.services.forms.errors import DraftNotFound, FieldNotFound, OnlyCitizensApply
from mingtang.services.forms.filling import is_kept_as_typed
from mingtang.services.forms.models import Draft
from mingtang.services.forms.prefill import Prefill, ask_prefill
from mingtang.services.forms.queries import find_draft, open_draft_of, open_drafts_of
from mingtang.services.uploads.commands import Slot, discard_files, keep_file, remove_file
from mingtang.services.uploads.models import StoredFile
from mingtang.services.uploads.queries import pending_files

#: What is known is asked anew when the person comes back after so long.
KNOWN_HOLDS_FOR = timedelta(hours=12)
ASK_AGAIN_AFTER = timedelta(minutes=1)
KEEP_DRAFTS_FOR = timedelta(days=30)


def open_draft(*, actor: Actor, item_code: str) -> Draft:
    """Begin or resume the actor's form for an item, with what is known about them filled in.

    The question to the neighbour comes before the transaction, and only when it is due.
    """
    if not actor.is_citizen:
        raise OnlyCitizensApply
    draft = open_draft_of(actor, item_code=item_code)
    if draft is not None and draft.guide_id == draft.item.guide_id and not _is_stale(draft):
        return draft
    item = find_offered_item(item_code)
    guide_id = item.offered_guide_id
    prefill = ask_prefill(actor, guide_version(guide_id).form, errand=f"办理“{item.title}”")
    return _keep_draft(actor, item, guide_id, prefill)


@transaction.atomic
def save_answers(*, actor: Actor, draft_id: UUID, typed: Mapping[str, str]) -> Draft:
    """Keep what was typed as it stands. Only fields of the form that are asked are taken."""
    draft = _own_draft(actor, draft_id)
    fields = {f.name: f for f in _form_fields(draft) if is_kept_as_typed(f)}
    known = draft.known
    taken = {
        name: text[:LONGEST_KEPT]
        for name, text in typed.items()
        if name in fields and (name not in known or name in draft.disputed)
    }
    draft.typed = {**draft.typed, **taken}
    return _saved(draft)


@transaction.atomic
def dispute_known(*, actor: Actor, draft_id: UUID, field: str) -> Draft:
    """Let the person correct what an office has on record; the case will show both."""
    draft = _own_draft(actor, draft_id)
    known = draft.known.get(field)
    if known is None:
        raise FieldNotFound
    if field not in draft.disputed:
        draft.disputed = [*draft.disputed, field]
        draft.typed = {**draft.typed, field: draft.typed.get(field) or known["value"]}
        record(
            actor,
            action="known_value_disputed",
            subject=f"dossier:{draft.pk}",
            details={"field": field, "source": known["source"]},
        )
    return _saved(draft)


@transaction.atomic
def accept_known(*, actor: Actor, draft_id: UUID, field: str) -> Draft:
    """Take back what the person said was wrong."""
    draft = _own_draft(actor, draft_id)
    draft.disputed = [name for name in draft.disputed if name != field]
    return _saved(draft)


@transaction.atomic
def attach_file(
    *, actor: Actor, draft_id: UUID, field: str, name: str, content: bytes
) -> StoredFile:
    """Keep a file for a field; the one before it goes. A refused file changes nothing."""
    draft = _own_draft(actor, draft_id)
    declared = _file_field(draft, field)
    file = keep_file(
        actor=actor,
        slot=Slot(
            dossier_id=draft.pk,
            field=field,
            department=draft.item.department_id,
            accept=declared.accept,
        ),
        name=name,
        content=content,
    )
    _drop_file(actor, draft, field)
    draft.typed = {**draft.typed, field: str(file.pk)}
    _saved(draft)
    return file


@transaction.atomic
def detach_file(*, actor: Actor, draft_id: UUID, field: str) -> Draft:
    draft = _own_draft(actor, draft_id)
    _file_field(draft, field)
    _drop_file(actor, draft, field)
    draft.typed = {**draft.typed, field: ""}
    return _saved(draft)


@transaction.atomic
def forget_old_drafts(*, actor: Actor) -> int:
    """Delete drafts nobody came back to (个人信息保护法 第四十七条)."""
    before = timezone.now() - KEEP_DRAFTS_FOR
    old = list(Draft.objects.filter(submitted_at__isnull=True, saved_at__lt=before)[:1000])
    for draft in old:
        discard_files(actor=actor, dossier_id=draft.pk)
        draft.delete()
    return len(old)


@transaction.atomic
def _keep_draft(actor: Actor, item: Item, guide_id: int, prefill: Prefill) -> Draft:
    now = timezone.now()
    draft = open_drafts_of(actor).select_for_update().filter(item=item).first()
    if draft is None:
        draft, _ = Draft.objects.get_or_create(
            applicant_id=actor.id,
            item=item,
            submitted_at=None,
            defaults={"guide_id": guide_id, "started_at": now, "saved_at": now},
        )
    draft.item, draft.guide_id = item, guide_id
    if prefill.values or not draft.known:
        draft.known = _still_welcome(draft, prefill)
        draft.prefill_problem = prefill.problem
    draft.disputed = [name for name in draft.disputed if name in draft.known]
    draft.prefilled_at = now
    draft.save()
    return draft


def _still_welcome(draft: Draft, prefill: Prefill) -> dict[str, dict[str, str]]:
    """Return what is known, except where the person had to type it while nobody answered."""
    before, typed = draft.known, draft.typed
    return {
        name: {
            "value": known.value,
            "source": known.source,
            "fetched_at": known.fetched_at.isoformat(),
        }
        for name, known in prefill.values.items()
        if name in before or not typed.get(name)
    }


def _is_stale(draft: Draft) -> bool:
    """Whether to ask again: soon after a silence, else when what is known has grown old."""
    holds_for = ASK_AGAIN_AFTER if draft.prefill_problem else KNOWN_HOLDS_FOR
    return draft.prefilled_at is None or timezone.now() - draft.prefilled_at > holds_for


def _own_draft(actor: Actor, draft_id: UUID) -> Draft:
    draft = find_draft(draft_id, of=actor, lock=True)
    if draft.submitted_at is not None:
        raise DraftNotFound
    return draft


def _saved(draft: Draft) -> Draft:
    draft.saved_at = timezone.now()
    draft.save(update_fields=["typed_text", "disputed", "saved_at"])
    return draft


def _form_fields(draft: Draft) -> list[Field]:
    return list(guide_version(draft.guide_id).form.fields)


def _file_field(draft: Draft, name: str) -> Field:
    found = guide_version(draft.guide_id).form.find(name)
    if found is None or not found.is_file:
        raise FieldNotFound
    return found


def _drop_file(actor: Actor, draft: Draft, field: str) -> None:
    before = draft.typed.get(field)
    for file in pending_files(draft.pk):
        if str(file.pk) == before:
            remove_file(actor=actor, file_id=file.pk)
