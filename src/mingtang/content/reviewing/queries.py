"""Read reviews: what waits for whom, who wrote a text, and whether an exact text may be published."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from mingtang.content.pages.texts import digest_of
from mingtang.content.reviewing.errors import ReviewNotFound
from mingtang.content.reviewing.levels import WORKING_DAYS_PER_LEVEL, Level
from mingtang.content.reviewing.models import Decision, Outcome, ReviewTask
from mingtang.kernel.calendar.days import add_working_days
from mingtang.kernel.identity import Actor

DECISIONS_LISTED = 10


@dataclass(frozen=True)
class Review:
    """One text at one level, as it is now."""

    task_state: TaskState
    level: Level
    page: Any
    revision: Revision
    #: The page as the latest revision has it.
    text: Any
    digest: str

    @property
    def state(self) -> WorkflowState:
        return self.task_state.workflow_state


@dataclass(frozen=True)
class Waiting:
    """A line of 待我审核."""

    task_state_number: int
    title: str
    column: str
    level: str
    sent_by: str
    since: datetime
    #: The last day on which it is in time.
    due_on: date

    @property
    def is_late(self) -> bool:
        return timezone.localdate() > self.due_on


@dataclass(frozen=True)
class Step:
    """A level of a review, as shown above the text."""

    label: str
    status: str
    by: str = ""
    at: datetime | None = None
    comment: str = ""


def find_review(task_state_number: int, *, lock: bool = False) -> Review:
    """Find a review in progress, with the text as it is at this moment."""
    states = TaskState.objects.filter(
        pk=task_state_number,
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )
    state = (states.select_for_update() if lock else states).first()
    task = ReviewTask.objects.filter(pk=state.task_id).first() if state else None
    if state is None or task is None:
        raise ReviewNotFound
    page = state.workflow_state.content_object.specific
    revision = page.get_latest_revision()
    text = revision.as_object()
    return Review(state, Level(task.level), page, revision, text, digest_of(text))


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what this person could decide now, oldest first: never their own texts."""
    levels = [level for level in Level if actor.has_role(level.role)]
    states = (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            task__in=ReviewTask.objects.filter(level__in=levels),
        )
        .select_related("workflow_state__requested_by", "task", "revision")
        .order_by("started_at")
    )
    return [_line(state) for state in states if may_decide(actor, state)]


def due_on(state: TaskState) -> date:
    """Return the last day for a level. Three levels together keep the three days of publication."""
    return add_working_days(timezone.localdate(state.started_at), WORKING_DAYS_PER_LEVEL)


def decided_by(actor: Actor) -> QuerySet[Decision]:
    """Return the latest decisions of one person."""
    return Decision.objects.filter(reviewer_id=actor.id)[:DECISIONS_LISTED]


def may_decide(actor: Actor, state: TaskState) -> bool:
    review = state.workflow_state
    return actor.id not in authors_of(review) and actor.id not in deciders_of(review)


def deciders_of(review: WorkflowState) -> set[UUID]:
    """Return who has approved a level of this review."""
    return set(_approvals(review.pk).values_list("reviewer_id", flat=True))


def authors_of(review: WorkflowState) -> set[UUID]:
    """Return everybody whose hand is in the text: since it was last public, and who sent it."""
    page = review.content_object
    revisions = page.revisions.exclude(user=None)
    if page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    authors = set(revisions.values_list("user_id", flat=True))
    return (authors | {review.requested_by_id}) - {None}


def approvals_of(review_number: int, *, digest: str) -> QuerySet[Decision]:
    """Return the approvals in one review of exactly this text."""
    return _approvals(review_number).filter(digest=digest)


def is_cleared(page_number: int, *, digest: str) -> bool:
    """Whether all three levels, by three people in one review, approved exactly this text.

    Pages from before this system count as cleared when the platform has put them on record.
    """
    valid = Decision.objects.filter(page_number=page_number, digest=digest, is_void=False)
    if valid.filter(outcome=Outcome.HISTORY).exists():
        return True
    reviews: dict[int, set[tuple[int | None, UUID]]] = {}
    for decision in valid.filter(outcome=Outcome.APPROVED).exclude(review_number=None):
        reviews.setdefault(decision.review_number or 0, set()).add(
            (decision.level, decision.reviewer_id)
        )
    return any(_is_complete(approvals) for approvals in reviews.values())


def steps_of(review: WorkflowState | None, *, page_number: int) -> list[Step]:
    """Return the three levels with what has become of each in the current or last review."""
    decisions = Decision.objects.filter(page_number=page_number)
    if review is not None:
        decisions = decisions.filter(review_number=review.pk)
    by_level: dict[int | None, Decision] = {}
    for decision in decisions.order_by("decided_at", "pk"):
        by_level[decision.level] = decision
    current = _current_level(review)
    return [_step(level, by_level.get(level), is_current=level == current) for level in Level]


def decisions_about(page_number: int) -> QuerySet[Decision]:
    return Decision.objects.filter(page_number=page_number)


def _approvals(review_number: int) -> QuerySet[Decision]:
    return Decision.objects.filter(
        review_number=review_number, outcome=Outcome.APPROVED, is_void=False
    )


def _is_complete(approvals: set[tuple[int | None, UUID]]) -> bool:
    people = {reviewer for _, reviewer in approvals}
    return {level for level, _ in approvals} == set(Level) and len(people) == len(Level)


def _current_level(review: WorkflowState | None) -> int | None:
    if review is None or review.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    state = review.current_task_state
    task = ReviewTask.objects.filter(pk=state.task_id).first()
    return task.level if task else None


def _step(level: Level, decision: Decision | None, *, is_current: bool) -> Step:
    if is_current:
        return Step(level.label, "current")
    if decision is None:
        return Step(level.label, "waiting")
    done = {Outcome.APPROVED: "done", Outcome.RETURNED: "returned"}
    return Step(
        level.label,
        done.get(Outcome(decision.outcome), "waiting"),
        by=decision.reviewer_name,
        at=decision.decided_at,
        comment=decision.comment,
    )


def _line(state: TaskState) -> Waiting:
    review = state.workflow_state
    page = review.content_object
    parent = page.get_parent()
    return Waiting(
        task_state_number=state.pk,
        title=page.draft_title,
        column=parent.title if parent and parent.depth > 1 else "",
        level=state.task.name,
        sent_by=str(review.requested_by or ""),
        since=state.started_at,
        due_on=due_on(state),
    )
