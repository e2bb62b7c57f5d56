"""Accept and decide. Only officers of the department, only on what they have seen."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor, Role
from mingtang.kernel.outbox.commands import announce
from mingtang.services.cases.errors import OnlyOfficersOfTheDepartment, ReasonMissing
from mingtang.services.cases.models import Case, CaseStatus
from mingtang.services.cases.queries import find_case
from mingtang.services.cases.timeline import note_step
from mingtang.services.contract.events import CaseAccepted, CaseDecided
from mingtang.services.contract.types import Outcome

CHANGED = ["status", "revision", "reason", "closed_at", "handler_id", "handler_name"]
TITLES = {Outcome.GRANTED: "办好了", Outcome.REFUSED: "没有通过"}
LONGEST_REASON = 1000


@transaction.atomic
def accept_case(*, actor: Actor, reference: str, seen_revision: int) -> Case:
    case = find_case_of_officer(actor, reference, seen_revision)
    case.accept()
    case.save(update_fields=CHANGED)
    note_step(case, actor, title="已受理", text="材料收到了，正在审查。")
    record(actor, action="case_accepted", subject=f"case:{case.reference}")
    announce(CaseAccepted(**_about(case, actor)))
    return case


@transaction.atomic
def decide_case(
    *, actor: Actor, reference: str, seen_revision: int, outcome: Outcome, reason: str = ""
) -> Case:
    """Grant or refuse. A refusal says why (行政许可法 第三十八条)."""
    case = find_case_of_officer(actor, reference, seen_revision)
    given = reason.strip()[:LONGEST_REASON]
    if outcome is Outcome.REFUSED and not given:
        raise ReasonMissing({"reason": "不予批准要写明理由，申请人会看到。"})
    case.close(CaseStatus(outcome.value), reason=given, at=timezone.now())
    case.save(update_fields=CHANGED)
    note_step(case, actor, title=TITLES[outcome], text=given)
    record(
        actor,
        action="case_decided",
        subject=f"case:{case.reference}",
        details={"outcome": outcome.value},
    )
    announce(CaseDecided(**_about(case, actor), outcome=outcome.value, reason=given))
    return case


def find_case_of_officer(actor: Actor, reference: str, seen_revision: int) -> Case:
    """Lock the case for an officer of its department who has seen its present state."""
    if not actor.has_role(Role.OFFICER):
        raise OnlyOfficersOfTheDepartment
    case = find_case(reference, visible_to=actor, lock=True)
    case.require_revision(seen_revision)
    case.handler_id, case.handler_name = actor.id, actor.name
    return case


def _about(case: Case, actor: Actor) -> dict[str, Any]:
    return {
        "actor_id": actor.id,
        "case_reference": case.reference,
        "item_title": case.item.title,
        "applicant_id": case.applicant_id,
    }
