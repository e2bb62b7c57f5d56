"""Which cases there are, for whom."""

from django.db.models import QuerySet

from mingtang.kernel.identity import Actor, Role
from mingtang.services.cases.errors import CaseNotFound
from mingtang.services.cases.models import OPEN, Case


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Officers see the cases of their department, everybody else only their own."""
    cases = Case.objects.select_related("item", "department")
    if actor.has_role(Role.OFFICER):
        return cases.filter(department_id=actor.department)
    return cases.filter(applicant_id=actor.id)


def find_case(reference: str, *, visible_to: Actor, lock: bool = False) -> Case:
    """Find one case. A case the actor may not see does not exist for them."""
    cases = cases_visible_to(visible_to).filter(pk=reference)
    case = (cases.select_for_update(of=("self",)) if lock else cases).first()
    if case is None:
        raise CaseNotFound
    return case


def queue_of(actor: Actor) -> QuerySet[Case]:
    """Open cases of the officer's department, the most urgent first."""
    return cases_visible_to(actor).filter(status__in=OPEN).order_by("due_on", "submitted_at")
