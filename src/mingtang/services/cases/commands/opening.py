"""Look into a case. Officers leave a trace for the applicant to see; strangers leave one too."""

from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor
from mingtang.services.cases.errors import CaseNotFound
from mingtang.services.cases.models import Case
from mingtang.services.cases.queries import find_case


def open_case(*, actor: Actor, reference: str, purpose: str = "") -> Case:
    """Return a case to somebody who may see it, and write down who looked and what for."""
    try:
        case = find_case(reference, visible_to=actor)
    except CaseNotFound:
        record(actor, action="case_refused", subject=f"case:{reference}"[:200])
        raise
    if actor.is_staff:
        record(
            actor,
            action="case_read",
            subject=f"case:{case.reference}",
            details={
                "purpose": purpose or f"审查“{case.item.title}”申请",
                "department": actor.department,
                "department_name": case.department.name,
            },
        )
    return case
