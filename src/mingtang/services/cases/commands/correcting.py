"""Ask once for what is missing, and take what the applicant brings."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.calendar.days import add_working_days
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce
from mingtang.services.cases.commands.deciding import find_case_of_officer
from mingtang.services.cases.correction import EXTRA_FIELDS, fields_to_correct, pending_by_field
from mingtang.services.cases.errors import (
    CaseMovedOn,
    CorrectionNotComplete,
    OnlyTheApplicant,
    ReasonMissing,
)
from mingtang.services.cases.models import Case, Correction
from mingtang.services.cases.queries import find_case
from mingtang.services.cases.timeline import note_step
from mingtang.services.catalogue.declaration import Field
from mingtang.services.catalogue.queries import guide_version
from mingtang.services.contract.events import ApplicationCorrected, CorrectionRequested
from mingtang.services.forms.answers import Answer
from mingtang.services.forms.checking import Wrong, checked
from mingtang.services.forms.errors import FieldNotFound
from mingtang.services.uploads.commands import Slot, hand_over_files, keep_file, remove_file
from mingtang.services.uploads.models import StoredFile

CORRECTION_WORKING_DAYS = 5
LONGEST_MESSAGE = 1000
EXTRA_TITLE = "补正时补充的"


@transaction.atomic
def request_correction(
    *,
    actor: Actor,
    reference: str,
    seen_revision: int,
    message: str,
    fields: Collection[str] = (),
) -> Case:
    """Tell the applicant everything that is missing, once, and stop the clock meanwhile."""
    case = find_case_of_officer(actor, reference, seen_revision)
    if not message.strip():
        raise ReasonMissing({"message": "请写清楚要补什么、怎么补，一次说全。"})
    version = guide_version(case.guide_id)
    today = timezone.localdate()
    case.stop_for_correction(
        limit=version.promised, today=today, asked_before=hasattr(case, "correction")
    )
    correction = Correction.objects.create(
        case=case,
        message=message.strip()[:LONGEST_MESSAGE],
        fields=[one.name for one in version.form.fields if one.name in fields],
        requested_at=timezone.now(),
        due_on=add_working_days(today, CORRECTION_WORKING_DAYS),
    )
    _save(case)
    note_step(case, actor, title="请您补正", text=correction.message)
    record(actor, action="correction_requested", subject=f"case:{case.reference}")
    announce(
        CorrectionRequested(
            **_about(case, actor), message=correction.message, due_on=correction.due_on
        )
    )
    return case


@transaction.atomic
def attach_correction_file(
    *, actor: Actor, reference: str, field: str, name: str, content: bytes
) -> StoredFile:
    """Keep a file for the correction; officers see it once the correction is sent."""
    case = _own_case_to_correct(actor, reference)
    declared = next((f for f in fields_to_correct(case) if f.name == field and f.is_file), None)
    if declared is None:
        raise FieldNotFound
    before = pending_by_field(case).get(field)
    slot = Slot(
        dossier_id=case.dossier_id,
        field=field,
        department=case.department_id,
        accept=declared.accept,
    )
    file = keep_file(actor=actor, slot=slot, name=name, content=content)
    if before is not None:
        remove_file(actor=actor, file_id=before.pk)
    return file


@transaction.atomic
def correct_application(*, actor: Actor, reference: str, typed: Mapping[str, str]) -> Case:
    """Take what the applicant brings; what was not asked for stays as it was."""
    case = _own_case_to_correct(actor, reference)
    changed = _changed_answers(case, typed)
    case.answers_text = case.answers.with_answers(changed, extra_title=EXTRA_TITLE).as_text()
    case.resume_after_correction(
        limit=guide_version(case.guide_id).promised, today=timezone.localdate()
    )
    _save(case)
    case.correction.corrected_at = timezone.now()
    case.correction.save(update_fields=["corrected_at"])
    hand_over_files(actor=actor, dossier_id=case.dossier_id)
    note_step(case, actor, title="您补正了材料", text="办理时限接着往下算。")
    record(
        actor,
        action="application_corrected",
        subject=f"case:{case.reference}",
        details={"fields": [answer.name for answer in changed]},
    )
    announce(ApplicationCorrected(**_about(case, actor)))
    return case


def _changed_answers(case: Case, typed: Mapping[str, str]) -> list[Answer]:
    files, before = pending_by_field(case), case.answers
    problems: dict[str, str] = {}
    changed: list[Answer] = []
    for field in fields_to_correct(case):
        raw = str(files[field.name].pk) if field.name in files else ""
        try:
            value = checked(field, raw if field.is_file else typed.get(field.name, ""))
        except Wrong as wrong:
            problems[field.name] = str(wrong)
            continue
        # What need not be brought anew stays as it was.
        if value or not (field.is_file or field in EXTRA_FIELDS):
            changed.append(_corrected(field, value, before.find(field.name)))
    _refuse_unless_whole(problems, changed)
    return changed


def _refuse_unless_whole(problems: dict[str, str], changed: Iterable[Answer]) -> None:
    if not problems and not any(answer.value for answer in changed):
        problems[EXTRA_FIELDS[0].name] = "请写一句说明，或者上传要补的文件。"
    if problems:
        raise CorrectionNotComplete(problems)


def _corrected(field: Field, value: str, before: Answer | None) -> Answer:
    """Return the new answer; what an office supplied and is now overruled stays beside it."""
    if before is None:
        return _answer(field, value)
    if not before.fetched_at:
        return _answer(
            field, value, replaced=before.replaced, replaced_source=before.replaced_source
        )
    if before.value == value:
        return before
    return _answer(field, value, replaced=before.value, replaced_source=before.source)


def _answer(field: Field, value: str, **replaced: str) -> Answer:
    return Answer(name=field.name, label=field.label, kind=field.kind, value=value, **replaced)


def _own_case_to_correct(actor: Actor, reference: str) -> Case:
    case = find_case(reference, visible_to=actor, lock=True)
    if case.applicant_id != actor.id:
        raise OnlyTheApplicant
    if not case.needs_correction:
        raise CaseMovedOn
    return case


def _save(case: Case) -> None:
    case.save(
        update_fields=[
            "status",
            "revision",
            "due_on",
            "days_left",
            "answers_text",
            "handler_id",
            "handler_name",
        ]
    )


def _about(case: Case, actor: Actor) -> dict[str, Any]:
    return {
        "actor_id": actor.id,
        "case_reference": case.reference,
        "item_title": case.item.title,
        "applicant_id": case.applicant_id,
    }
