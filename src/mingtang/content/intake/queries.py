"""Reads of intake: who sees what. Never writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import localtime

from mingtang.content.identity.roles import EDITOR
from mingtang.content.intake.errors import OnlyEditorsTakeIn, SubmissionNotFound, UploadNotFound
from mingtang.content.intake.models import Change, FoundValue, Lesson, Status, Submission, Upload
from mingtang.content.pages.models import ColumnPage, Department
from mingtang.content.reading.fields import DOUBTFUL, ESSENTIAL, MODULES, SINGLE, Field
from mingtang.content.reading.source import is_unmistakable
from mingtang.kernel.identity import Actor

_DOUBTFUL = Q(found__status=Status.FOUND, found__confidence__lt=DOUBTFUL)


@dataclass(frozen=True)
class Part:
    """One field of the page of corrections."""

    field: Field
    values: list[FoundValue]
    dismissed: list[FoundValue]

    @property
    def unseen(self) -> list[FoundValue]:
        return [value for value in self.values if value.status == Status.FOUND]

    @property
    def takes_another(self) -> bool:
        return self.field not in SINGLE or not self.values

    @property
    def is_missing(self) -> bool:
        return self.field in ESSENTIAL and not self.values


def submissions_visible_to(actor: Actor) -> QuerySet[Submission]:
    if not (actor.is_system or actor.has_role(EDITOR)):
        raise OnlyEditorsTakeIn
    found = Submission.objects.annotate(doubtful=Count("found", filter=_DOUBTFUL))
    return found.order_by("-taken_in_at", "-pk")


def find_submission(reference: str, *, visible_to: Actor) -> Submission:
    found = submissions_visible_to(visible_to).filter(reference=reference).first()
    if found is None:
        raise SubmissionNotFound
    return found


def earlier_one(*, digest: str, number: str, other_than: int = 0) -> Submission | None:
    """Return the file that came first with this text, or under this 发文字号."""
    same = Q(digest=digest) if digest else Q(pk__in=[])
    if is_unmistakable(number):
        same |= Q(doc_number=number)
    return Submission.objects.filter(same).exclude(pk=other_than).order_by("pk").first()


def parts_of(submission: Submission) -> list[Part]:
    """Return every field in its order, with its values and those set aside."""
    values = list(submission.found.select_related("lesson"))
    return [
        Part(
            field,
            [v for v in values if v.field == field and v.status != Status.DELETED],
            [v for v in values if v.field == field and v.status == Status.DELETED],
        )
        for field in Field
    ]


def values_of(submission: Submission, field: str) -> list[FoundValue]:
    return list(submission.found.filter(field=field).exclude(status=Status.DELETED))


def doubtful_of(submission: Submission) -> QuerySet[FoundValue]:
    return submission.found.filter(status=Status.FOUND, confidence__lt=DOUBTFUL)


def last_changes(submission: Submission) -> list[Change]:
    """Return what the last press of a button changed, unless it was taken back."""
    last = submission.changes.filter(undone_at=None).order_by("-pk").first()
    if last is None:
        return []
    return list(submission.changes.filter(batch=last.batch).select_related("value"))


def modules_of(page_number: int) -> dict[str, list[dict[str, Any]]]:
    """Return the modules of the policy a page was made from, with their places in its source.

    Keys are key_points, scope, procedure, materials, subsidy and contact; a page that did not come
    this way has none of them.
    """
    submission = Submission.objects.filter(page_number=page_number).first()
    if submission is None:
        return {}
    return {
        str(field): [
            {"text": value.text, "start": value.start, "end": value.end}
            for value in values_of(submission, field)
        ]
        for field in MODULES
    }


def uploads_of(batch: UUID, *, visible_to: Actor) -> list[Upload]:
    """Return one handing-in: it belongs to the person who did it."""
    uploads = list(Upload.objects.filter(batch=batch, by_id=visible_to.id))
    if not uploads:
        raise UploadNotFound
    return uploads


def uploads_under_way(actor: Actor) -> QuerySet[Upload]:
    return Upload.objects.filter(by_id=actor.id, state__in=("waiting", "reading"))


def active_lessons() -> QuerySet[Lesson]:
    return Lesson.objects.filter(is_active=True).select_related("change__submission")


def lessons_in_force() -> list[Lesson]:
    """Return what was learned, oldest first: a later lesson has the last word."""
    return list(active_lessons().order_by("learned_at", "pk"))


def department_of(submission: Submission, *, fallback: str = "") -> str:
    """Return the name of the department that answers for a policy."""
    department = department_record(submission, fallback=fallback)
    if department is not None:
        return department.name
    issuers = values_of(submission, Field.ISSUER)
    return issuers[0].text if issuers else submission.origin


def department_record(submission: Submission, *, fallback: str = "") -> Department | None:
    names = [value.text for value in values_of(submission, Field.ISSUER)]
    register = Department.objects.filter(Q(name__in=names) | Q(short__in=names))
    known: Department | None = register.first()
    if known is None and fallback:
        known = Department.objects.filter(code=fallback).first()
    return known


def columns_for_policies() -> list[ColumnPage]:
    """Return the public columns, those for policies first."""
    columns: Iterable[ColumnPage] = ColumnPage.objects.filter(live=True).order_by("path")
    return sorted(columns, key=lambda column: column.kind != "policy")


def reason_of(lesson: Lesson, *, actor: Actor) -> str:
    """`按您 11 月 3 日的改法`."""
    whose = "您" if lesson.by_id == actor.id else lesson.by_name
    day = localtime(lesson.learned_at)
    return f"按{whose} {day.month} 月 {day.day} 日的改法"


def corrected_pairs() -> Iterable[Change]:
    """Return every correction that still stands, oldest first."""
    standing = Change.objects.filter(undone_at=None).select_related("submission", "value")
    return standing.order_by("pk").annotate(field=F("value__field")).iterator(chunk_size=500)
