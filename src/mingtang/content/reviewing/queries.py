"""Read reviews: what waits for whom, who wrote a text, and whether an exact text may be published."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page, Revision, TaskState, WorkflowState

from mingtang.content.pages.texts import digest_of
from mingtang.content.reviewing.deadlines import days_late, due_on
from mingtang.content.reviewing.errors import ReviewNotFound
from mingtang.content.reviewing.evidence import unproven
from mingtang.content.reviewing.levels import ALL_ACTS, Act, Level
from mingtang.content.reviewing.models import Decision, Outcome, ReviewTask
from mingtang.content.reviewing.seats import Seat, choose_seat, seats_of
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
class Pending:
    """A review that waits at a level, with everybody whose hand is in it already."""

    state: TaskState
    level: Level
    page: Page
    column: str
    authors: frozenset[UUID]
    #: Who has signed an act of this review, at which level, in person or through a stand-in.
    signed: frozenset[tuple[int, str, UUID]]

    @property
    def act(self) -> Act:
        """What has to be signed next at this level."""
        is_proofread = any(
            (level, act) == (self.level, Act.PROOFREADING) for level, act, _ in self.signed
        )
        return Act.REVIEWING if is_proofread else Act.PROOFREADING

    @property
    def barred(self) -> set[UUID]:
        """Who may not act at this level: whoever wrote the text or signed another level of it."""
        return set(self.authors) | {
            person for level, _, person in self.signed if level != self.level
        }


@dataclass(frozen=True)
class Waiting:
    """A line of 待我审核."""

    task_state_number: int
    title: str
    column: str
    level: str
    act: str
    sent_by: str
    since: datetime
    #: The last day on which it is in time.
    due_on: date
    #: In whose place it would be done; empty when it is one's own.
    standing_in_for: str = ""

    @property
    def days_late(self) -> int:
        return days_late(self.due_on)

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def find_review(task_state_number: int, *, lock: bool = False) -> Review:
    """Find a review in progress, with the text as it is at this moment."""
    states = _running().filter(pk=task_state_number)
    state = (states.select_for_update(of=("self",)) if lock else states).first()
    task = ReviewTask.objects.filter(pk=state.task_id).first() if state else None
    if state is None or task is None:
        raise ReviewNotFound
    page = state.workflow_state.content_object.specific
    revision = page.get_latest_revision()
    text = revision.as_object()
    return Review(state, Level(task.level), page, revision, text, digest_of(text))


def pending_reviews(levels: Collection[Level] = tuple(Level)) -> list[Pending]:
    """Return everything that waits at these levels, in a handful of queries however much it is."""
    tasks = dict(ReviewTask.objects.filter(level__in=levels).values_list("pk", "level"))
    states = list(_running().filter(task_id__in=tasks).order_by("started_at", "pk"))
    reviews = [state.workflow_state for state in states]
    pages = Page.objects.in_bulk([int(review.object_id) for review in reviews])
    authors, signed, columns = _authors(reviews, pages), _signed(reviews), _columns(pages.values())
    return [
        Pending(
            state,
            Level(tasks[state.task_id]),
            page,
            columns.get(page.path, ""),
            frozenset(authors[state.workflow_state_id]),
            frozenset(signed[state.workflow_state_id]),
        )
        for state in states
        if (page := pages.get(int(state.workflow_state.object_id)))
    ]


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what this person could do now, the most urgent first: never their own texts."""
    seats = seats_of(actor)
    levels = {seat.level for seat in seats}
    pending = pending_reviews(levels) if levels else []
    lines = [_line(one, seat) for one in pending if (seat := _seat_for(actor, one, seats))]
    return sorted(lines, key=lambda line: (line.due_on, line.since))


def escalated_to(actor: Actor) -> list[Waiting]:
    """Return what others are late with and this person answers for: the level above, and the last."""
    own = {level for level in Level if actor.has_role(level.role)}
    below = {level for level in Level if level not in own and {level + 1, Level.FINAL} & own}
    lines = [_line(one, Seat(one.level)) for one in pending_reviews(below)] if below else []
    return sorted((line for line in lines if line.is_late), key=lambda line: line.due_on)


def decided_by(actor: Actor) -> QuerySet[Decision]:
    """Return the latest acts of one person."""
    return Decision.objects.filter(reviewer_id=actor.id)[:DECISIONS_LISTED]


def authors_of(review: WorkflowState) -> set[UUID]:
    """Return everybody whose hand is in the text: since it was last public, and who sent it."""
    pages = Page.objects.in_bulk([int(review.object_id)])
    return _authors([review], pages)[review.pk]


def signed_in(review: WorkflowState) -> set[tuple[int, str, UUID]]:
    """Return every (level, act, person) on record, absent people whose place was taken included."""
    return _signed([review])[review.pk]


def approvals_in(review_number: int) -> QuerySet[Decision]:
    return Decision.objects.filter(
        review_number=review_number, outcome=Outcome.APPROVED, is_void=False
    )


def is_cleared(page_number: int, *, digest: str) -> bool:
    """Whether all six acts, at three levels by different people, were signed for exactly this text.

    The audit trail has to say the same. Pages from before this system count as cleared when the
    platform has put them on record.
    """
    valid = list(
        Decision.objects.filter(page_number=page_number, digest=digest, is_void=False).exclude(
            outcome__in=[Outcome.RETURNED, Outcome.RESTARTED]
        )
    )
    forged = {one.pk for one in unproven(valid)}
    proven = [one for one in valid if one.pk not in forged]
    if any(one.outcome == Outcome.HISTORY for one in proven):
        return True
    reviews: dict[int, list[Decision]] = {}
    for decision in proven:
        if decision.review_number is not None:
            reviews.setdefault(decision.review_number, []).append(decision)
    return any(_is_complete(acts) for acts in reviews.values())


def decisions_about(page_number: int) -> QuerySet[Decision]:
    return Decision.objects.filter(page_number=page_number)


def current_level(review: WorkflowState | None) -> Level | None:
    """Return the level a review stands at; a finished one stands nowhere."""
    if review is None or review.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    task = ReviewTask.objects.filter(pk=review.current_task_state.task_id).first()
    return Level(task.level) if task else None


def _running() -> QuerySet[TaskState]:
    states: QuerySet[TaskState] = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    ).select_related("workflow_state__requested_by")
    return states


def _authors(reviews: Iterable[WorkflowState], pages: dict[int, Page]) -> dict[int, set[UUID]]:
    revisions = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in pages])
    hands: dict[int, set[UUID]] = {}
    for key, number, person in revisions.exclude(user=None).values_list(
        "object_id", "pk", "user_id"
    ):
        if number > (pages[int(key)].live_revision_id or 0):
            hands.setdefault(int(key), set()).add(person)
    return {
        review.pk: (hands.get(int(review.object_id), set()) | {review.requested_by_id}) - {None}
        for review in reviews
    }


def _signed(reviews: Collection[WorkflowState]) -> dict[int, set[tuple[int, str, UUID]]]:
    signed: dict[int, set[tuple[int, str, UUID]]] = {review.pk: set() for review in reviews}
    acts = Decision.objects.filter(
        review_number__in=list(signed), outcome=Outcome.APPROVED, is_void=False
    )
    for one in acts:
        for person in filter(None, (one.reviewer_id, one.standing_in_for_id)):
            signed[one.review_number or 0].add((one.level or 0, one.act, person))
    return signed


def _columns(pages: Iterable[Page]) -> dict[str, str]:
    """Return the title of the column each page lies in, by the page's own path."""
    above = {page.path: page.path[: -Page.steplen] for page in pages}
    titles = dict(
        Page.objects.filter(path__in=set(above.values()), depth__gt=1).values_list("path", "title")
    )
    return {path: titles.get(parent, "") for path, parent in above.items()}


def _seat_for(actor: Actor, pending: Pending, seats: Iterable[Seat]) -> Seat | None:
    barred = pending.barred
    if actor.id in barred:
        return None
    return choose_seat(seats, level=pending.level, barred=barred)


def _is_complete(acts: Iterable[Decision]) -> bool:
    """Whether every act is there and nobody, in person or through a stand-in, is at two levels."""
    signed = {(one.level, one.act) for one in acts}
    seats = {
        (person, one.level)
        for one in acts
        for person in filter(None, (one.reviewer_id, one.standing_in_for_id))
    }
    return signed == ALL_ACTS and len(seats) == len({person for person, _ in seats})


def _line(one: Pending, seat: Seat) -> Waiting:
    review = one.state.workflow_state
    return Waiting(
        task_state_number=one.state.pk,
        title=one.page.draft_title,
        column=one.column,
        level=one.level.label,
        act=one.act.label,
        sent_by=str(review.requested_by or ""),
        since=one.state.started_at,
        due_on=due_on(one.state.started_at),
        standing_in_for=seat.absent_name,
    )
