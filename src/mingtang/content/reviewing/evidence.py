"""Whether what the tables say was signed is what the audit trail says, word for word."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from mingtang.content.reviewing.models import Decision
from mingtang.kernel.audit.models import AuditEntry

#: Read in portions: a city signs tens of thousands of acts a year.
PORTION = 2000


def action_of(decision: Decision) -> str:
    return f"content.text-{decision.outcome}"


def subject_of(decision: Decision) -> str:
    return f"page:{decision.page_number}"


def details_of(decision: Decision) -> dict[str, Any]:
    """Return what goes to the trail with an act."""
    return {
        "title": decision.page_title,
        "review": decision.review_number,
        "level": decision.level,
        "act": decision.act,
        "revision": decision.revision_number,
        "sm3": decision.digest,
        "comment": decision.comment,
        "for": str(decision.standing_in_for_id) if decision.standing_in_for_id else "",
        "for_name": decision.standing_in_for_name,
        "decided_at": decision.decided_at.isoformat(),
    }


def unproven(decisions: Collection[Decision]) -> list[Decision]:
    """Return the acts the trail does not know, or knows otherwise."""
    numbers = [one.audit_number for one in decisions if one.audit_number]
    entries = AuditEntry.objects.in_bulk(numbers)
    return [one for one in decisions if not _is_proven(one, entries)]


def faults_in_the_record() -> Iterator[str]:
    """Walk through every act ever signed, and every line of the trail about one."""
    last, kept = 0, set[int]()
    while portion := list(Decision.objects.filter(pk__gt=last).order_by("pk")[:PORTION]):
        for one in unproven(portion):
            yield f"审核记录 {one.pk}（{one.page_title}，{one.signature}）与审计链不符"
        kept |= {one.audit_number for one in portion if one.audit_number}
        last = portion[-1].pk
    told = AuditEntry.objects.filter(action__startswith="content.text-")
    for number in sorted(set(told.values_list("sequence", flat=True)) - kept):
        yield f"审计链第 {number} 条的审核记录不见了"


def _is_proven(decision: Decision, entries: Mapping[int, AuditEntry]) -> bool:
    entry = entries.get(decision.audit_number or 0)
    if entry is None:
        return False
    details = details_of(decision)
    details["decided_at"] = entry.details.get("decided_at") if _same_time(decision, entry) else ""
    return (
        entry.computed_fingerprint() == entry.fingerprint
        and entry.action == action_of(decision)
        and entry.subject == subject_of(decision)
        and entry.actor_id == decision.reviewer_id
        and entry.actor_name == decision.reviewer_name[:100]
        and entry.details == details
    )


def _same_time(decision: Decision, entry: AuditEntry) -> bool:
    told = entry.details.get("decided_at")
    return bool(told) and datetime.fromisoformat(told) == decision.decided_at
