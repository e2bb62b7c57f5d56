"""Turn a finished draft into a case, and take it back."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce
from mingtang.services.cases.errors import CaseNotFound, OnlyTheApplicant
from mingtang.services.cases.models import Case, CaseStatus
from mingtang.services.cases.queries import NAME_INDEX, case_of_dossier, find_case
from mingtang.services.cases.reference import new_reference
from mingtang.services.cases.timeline import note_step
from mingtang.services.catalogue.queries import guide_version
from mingtang.services.contract.events import ApplicationSubmitted, CaseWithdrawn
from mingtang.services.forms.errors import FormHasChanged, OnlyCitizensApply
from mingtang.services.forms.filling import Filling
from mingtang.services.forms.models import Draft
from mingtang.services.forms.queries import find_draft
from mingtang.services.uploads.commands import hand_over_files


@transaction.atomic
def submit_application(*, actor: Actor, draft_id: UUID) -> Case:
    """Make a case of the draft. Submitting it again, or twice at once, gives the same case."""
    if not actor.is_citizen:
        raise OnlyCitizensApply
    draft = find_draft(draft_id, of=actor, lock=True)
    if draft.submitted_at is not None:
        return _case_made_before(draft)
    if draft.guide_id != draft.item.guide_id:
        raise FormHasChanged
    case = _make_case(actor, draft)
    draft.submitted_at = case.submitted_at
    draft.typed, draft.known, draft.disputed = {}, {}, []
    draft.save(update_fields=["submitted_at", "typed_text", "known_text", "disputed"])
    hand_over_files(actor=actor, dossier_id=draft.pk)
    note_step(case, actor, title="您提交了申请", text=_promise(case.due_on))
    record(actor, action="application_submitted", subject=f"case:{case.reference}")
    _announce_submission(case, actor)
    return case


@transaction.atomic
def withdraw_application(*, actor: Actor, reference: str) -> Case:
    """Take an application back before it is decided."""
    case = find_case(reference, visible_to=actor, lock=True)
    if case.applicant_id != actor.id:
        raise OnlyTheApplicant
    case.withdraw(at=timezone.now())
    case.save(update_fields=["status", "revision", "closed_at"])
    note_step(case, actor, title="您撤回了申请")
    record(actor, action="application_withdrawn", subject=f"case:{case.reference}")
    announce(
        CaseWithdrawn(
            actor_id=actor.id,
            case_reference=case.reference,
            item_title=case.item.title,
            applicant_id=case.applicant_id,
        )
    )
    return case


def _case_made_before(draft: Draft) -> Case:
    case = case_of_dossier(draft.pk)
    if case is None:
        raise CaseNotFound
    return case


def _make_case(actor: Actor, draft: Draft) -> Case:
    answers = Filling(draft).answers()
    version = guide_version(draft.guide_id)
    now = timezone.now()
    today = timezone.localdate(now)
    return Case.objects.create(
        reference=new_reference(today),
        dossier_id=draft.pk,
        item=draft.item,
        guide_id=draft.guide_id,
        department=draft.item.department,
        applicant_id=actor.id,
        applicant_name=actor.name,
        applicant_index=blind_index(actor.name, purpose=NAME_INDEX),
        answers_text=answers.as_text(),
        status=CaseStatus.SUBMITTED,
        submitted_at=now,
        due_on=version.promised.due_from(today) if version.promised else None,
    )


def _promise(due_on: date | None) -> str:
    if due_on is None:
        return "窗口人员会尽快看您的材料。"
    return f"{due_on.month} 月 {due_on.day} 日前给您结果。"


def _announce_submission(case: Case, actor: Actor) -> None:
    announce(
        ApplicationSubmitted(
            actor_id=actor.id,
            case_reference=case.reference,
            item_code=case.item_id,
            item_title=case.item.title,
            applicant_id=case.applicant_id,
            applicant_name=case.applicant_name,
            department=case.department.name,
            submitted_at=case.submitted_at,
            due_on=case.due_on,
        )
    )
