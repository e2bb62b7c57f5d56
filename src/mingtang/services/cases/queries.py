"""Reads of cases: who may see which, and in what order they wait."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.calendar.days import add_working_days
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor, Role
from mingtang.services.cases.errors import CaseNotFound
from mingtang.services.cases.models import Case, CaseStatus

NAME_INDEX = "services.case.applicant"
#: A case due within so many working days shows a yellow card.
YELLOW_WORKING_DAYS = 1
MOST_READINGS = 200


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Officers see the cases of their department, applicants their own, the platform all."""
    cases = Case.objects.select_related("item", "department", "correction")
    if actor.is_system:
        return cases
    if actor.has_role(Role.OFFICER) and actor.department:
        return cases.filter(department_id=actor.department)
    return cases.filter(applicant_id=actor.id) if actor.is_citizen else cases.none()


def find_case(reference: str, *, visible_to: Actor, lock: bool = False) -> Case:
    """Find one case. A case the actor may not see does not exist for them."""
    cases = cases_visible_to(visible_to).filter(reference=reference)
    case = (cases.select_for_update(of=("self",)) if lock else cases).first()
    if case is None:
        raise CaseNotFound
    return case


def case_of_dossier(dossier_id: UUID) -> Case | None:
    return Case.objects.select_related("item", "department").filter(dossier_id=dossier_id).first()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """That an office looked at the applicant's data, and what for."""

    department: str
    person: str
    what: str
    purpose: str
    read_at: datetime


_WHAT = {"case_read": "申请内容", "file_read": "上传的材料"}


def readings_of(case: Case) -> list[Reading]:
    """Return who looked at the data of a case, the newest first."""
    lines = AuditEntry.objects.filter(
        subject__in=[f"case:{case.reference}", f"dossier:{case.dossier_id}"],
        action__in=list(_WHAT),
    )
    told = lines.order_by("-sequence").values_list("actor_name", "action", "details", "recorded_at")
    return [
        Reading(
            department=details.get("department_name") or case.department.name,
            person=person,
            what=_WHAT[action],
            purpose=details.get("purpose", ""),
            read_at=read_at,
        )
        for person, action, details, read_at in told[:MOST_READINGS]
    ]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much waits on a desk."""

    open: int
    today: int
    yellow: int
    red: int
    waiting: int
    mine: int


@dataclass(frozen=True)
class CardDays:
    """The days by which cards are given: red before today, yellow up to the next working day."""

    today: date
    yellow_until: date

    @classmethod
    def of(cls, today: date) -> "CardDays":
        return cls(today, add_working_days(today, YELLOW_WORKING_DAYS))

    def card_of(self, case: Case) -> str:
        return self.card_on(case.due_on) if case.due_on and case.is_open else ""

    def card_on(self, due_on: date) -> str:
        """Return the card of a case that is due on that day."""
        if due_on < self.today:
            return "red"
        return "yellow" if due_on <= self.yellow_until else ""


FILTERS = ("all", "today", "late", "waiting", "mine", "done")


def queue_of(officer: Actor, *, show: str, days: CardDays, search: str = "") -> QuerySet[Case]:
    """Return the cases of the officer's department, the most urgent first."""
    cases = Case.objects.select_related("item").filter(department_id=officer.department)
    if show == "done":
        cases = cases.filter(closed_at__isnull=False).order_by(F("closed_at").desc())
    else:
        waiting = cases.filter(_condition(show, officer, days), closed_at__isnull=True)
        cases = waiting.order_by(F("due_on").asc(nulls_last=True), "id")
    return cases.filter(_matches(search)) if search else cases


def count_queue(officer: Actor, *, days: CardDays) -> Counts:
    """Count the desk in one question to the database."""
    names = ("today", "late", "waiting", "mine")
    counted = Case.objects.filter(
        department_id=officer.department, closed_at__isnull=True
    ).aggregate(
        open=Count("id"),
        yellow=Count("id", Q(due_on__gte=days.today, due_on__lte=days.yellow_until)),
        **{name: Count("id", _condition(name, officer, days)) for name in names},
    )
    return Counts(red=counted.pop("late"), **counted)


def _condition(show: str, officer: Actor, days: CardDays) -> Q:
    return {
        "today": Q(due_on=days.today),
        "late": Q(due_on__lt=days.today),
        "waiting": Q(status=CaseStatus.NEEDS_CORRECTION),
        "mine": Q(handler_id=officer.id),
    }.get(show, Q())


def _matches(search: str) -> Q:
    """Match a reference or its end, a whole name, or part of an item's title."""
    text = search.strip()
    return (
        Q(reference__endswith=text.upper())
        | Q(applicant_index=blind_index(text, purpose=NAME_INDEX))
        | Q(item__title__contains=text)
    )
