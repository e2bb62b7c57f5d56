"""What can be done to a case. Each deed checks the actor, locks, notes and announces."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.calendar.days import add_working_days
from mingtang.kernel.errors import Conflict, Invalid
from mingtang.kernel.identity import Actor, Role
from mingtang.kernel.outbox.commands import announce
from mingtang.services.cases.errors import CaseMovedOn, OnlyCitizensApply, OnlyOfficersDecide
from mingtang.services.cases.models import Case, Rating, Status, Step
from mingtang.services.cases.queries import find_case
from mingtang.services.catalogue.queries import find_item
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseRated,
    CorrectionRequested,
)

#: Letters and digits that cannot be taken for one another when read out on the phone.
REFERENCE_LETTERS = "23456789BCDFGHJKMNPQRTVWXY"
GRADES = range(1, 6)


@transaction.atomic
def submit_application(
    *, actor: Actor, item_code: str, answers: Mapping[str, Any], submission_key: str
) -> Case:
    """Make a case of a filled form. The same submission again gives the same case."""
    if not actor.is_citizen:
        raise OnlyCitizensApply
    item = find_item(item_code)
    now = timezone.now()
    case, is_new = Case.objects.get_or_create(
        submission_key=submission_key,
        applicant_id=actor.id,
        defaults={
            "reference": _new_reference(),
            "item": item,
            "item_version": item.version,
            "department": item.department,
            "applicant_name": actor.name,
            "answers": json.dumps(dict(answers), ensure_ascii=False),
            "submitted_at": now,
            "due_on": add_working_days(timezone.localdate(now), max(1, item.promised_working_days)),
        },
    )
    if is_new:
        _note(case, actor, title="您提交了申请", text="", who=actor.name)
        _tell_of_submission(case, actor)
    return case


def _tell_of_submission(case: Case, actor: Actor) -> None:
    announce(
        ApplicationSubmitted(
            actor_id=actor.id,
            case_reference=case.reference,
            item_code=case.item_id,
            item_title=case.item.title,
            applicant_id=case.applicant_id,
            applicant_name=case.applicant_name,
            department=case.department.short,
            submitted_at=case.submitted_at,
            due_on=case.due_on,
        )
    )


@transaction.atomic
def accept_case(*, actor: Actor, reference: str, seen_revision: int) -> Case:
    case = _case_for_officer(actor, reference, seen_revision)
    case.accept()
    _save(case, actor, title="已受理", text=f"{case.due_on:%m 月 %d 日} 前给您结果")
    announce(CaseAccepted(**_about(case, actor)))
    return case


@transaction.atomic
def request_correction(*, actor: Actor, reference: str, message: str, seen_revision: int) -> Case:
    """Tell the applicant, once and completely, what is missing."""
    _require({"message": message}, "请写清楚要补什么、为什么。")
    case = _case_for_officer(actor, reference, seen_revision)
    case.ask_correction(message.strip(), today=timezone.localdate())
    _save(case, actor, title="请您补正", text=case.correction)
    due = case.correction_due_on
    assert due is not None
    announce(CorrectionRequested(**_about(case, actor), message=case.correction, due_on=due))
    return case


@transaction.atomic
def correct_application(*, actor: Actor, reference: str, answers: Mapping[str, Any]) -> Case:
    """Take what the applicant brings; only what they send again is replaced."""
    case = find_case(reference, visible_to=actor, lock=True)
    if case.applicant_id != actor.id:
        raise OnlyCitizensApply
    case.take_correction(today=timezone.localdate())
    kept = json.loads(case.answers)
    case.answers = json.dumps({**kept, **dict(answers)}, ensure_ascii=False)
    _save(case, actor, title="您已补正", text="", who=actor.name)
    announce(ApplicationCorrected(**_about(case, actor)))
    return case


@transaction.atomic
def decide_case(
    *, actor: Actor, reference: str, is_granted: bool, reason: str, seen_revision: int
) -> Case:
    """Grant or refuse. A refusal says why (行政许可法 第三十八条)."""
    if not is_granted:
        _require({"reason": reason}, "不予通过的，请写明理由。")
    case = _case_for_officer(actor, reference, seen_revision)
    outcome = Status.GRANTED if is_granted else Status.REFUSED
    case.close(outcome, reason=reason.strip(), at=timezone.now())
    _save(case, actor, title="办好了" if is_granted else "没有通过", text=case.reason)
    announce(CaseDecided(**_about(case, actor), outcome=str(outcome), reason=case.reason))
    return case


@transaction.atomic
def withdraw_application(*, actor: Actor, reference: str) -> Case:
    case = find_case(reference, visible_to=actor, lock=True)
    if case.applicant_id != actor.id:
        raise OnlyCitizensApply
    case.withdraw(at=timezone.now())
    _save(case, actor, title="您撤回了申请", text="", who=actor.name)
    return case


@transaction.atomic
def rate_case(*, actor: Actor, reference: str, grade: int, words: str = "") -> Rating:
    """Take the one rating of a closed case."""
    case = find_case(reference, visible_to=actor, lock=True)
    if case.applicant_id != actor.id or case.is_open:
        raise CaseMovedOn("办完以后才能评价。")
    if grade not in GRADES:
        raise Invalid({"grade": "请选一个评价。"})
    if Rating.objects.filter(case=case).exists():
        raise Conflict("这个办件您已经评价过了，谢谢。")
    rating = Rating.objects.create(
        case=case, grade=grade, words=words.strip()[:1000], rated_at=timezone.now()
    )
    record(actor, action="cases.rated", subject=case.reference, details={"grade": grade})
    announce(CaseRated(actor_id=actor.id, case_reference=case.reference, grade=grade, reasons=()))
    return rating


@transaction.atomic
def read_case_as_officer(*, actor: Actor, reference: str) -> Case:
    """Open a case for work. The applicant can see who looked (个人信息保护法 第四十四条)."""
    if not actor.has_role(Role.OFFICER):
        raise OnlyOfficersDecide
    case = find_case(reference, visible_to=actor)
    record(actor, action="cases.read", subject=case.reference, details={"purpose": "审核办件"})
    return case


def _case_for_officer(actor: Actor, reference: str, seen_revision: int) -> Case:
    if not actor.has_role(Role.OFFICER):
        raise OnlyOfficersDecide
    case = find_case(reference, visible_to=actor, lock=True)
    if case.revision != seen_revision:
        raise CaseMovedOn
    return case


def _save(case: Case, actor: Actor, *, title: str, text: str, who: str = "") -> None:
    case.save()
    _note(case, actor, title=title, text=text, who=who or case.department.short)


def _note(case: Case, actor: Actor, *, title: str, text: str, who: str) -> None:
    Step.objects.create(case=case, title=title, text=text, who=who, happened_at=timezone.now())
    record(
        actor,
        action=f"cases.{case.status}",
        subject=case.reference,
        details={"revision": case.revision},
    )


def _about(case: Case, actor: Actor) -> dict[str, Any]:
    return {
        "actor_id": actor.id,
        "case_reference": case.reference,
        "item_title": case.item.title,
        "applicant_id": case.applicant_id,
    }


def _require(told: Mapping[str, str], sentence: str) -> None:
    missing = {field: sentence for field, value in told.items() if not value.strip()}
    if missing:
        raise Invalid(missing)


def _new_reference() -> str:
    """A reference that tells nothing and cannot be guessed: 26^12 possibilities."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(12))
    return f"MZ{letters}"
