"""Read what the start page shows: an editor's own texts, and what was published or withdrawn last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page, WorkflowState

from mingtang.content.pages.models import ColumnPage
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import articles
from mingtang.content.reviewing.models import Decision, Outcome, ReviewTask
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.identity import Actor

LISTED = 10
#: Texts of one editor on the start page; who has more needs the page tree, not a longer list.
MOST_TEXTS = 50


class Stage(StrEnum):
    RETURNED = "returned"
    IN_REVIEW = "review"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class OwnText:
    """A line of 我的稿件."""

    page_number: int
    title: str
    column: str
    stage: Stage
    level: str
    since: datetime | None
    #: Who returned it and why.
    by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Withdrawal:
    title: str
    path: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Place:
    """A column an article can be written in, with the names of those above it."""

    number: int
    title: str
    above: str


def texts_of(actor: Actor) -> list[OwnText]:
    """Return what this editor has begun and is not public yet: returned first, then the newest."""
    sent = _reviews().filter(requested_by_id=actor.id).values_list("object_id", flat=True)
    pages = list(
        Page.objects.filter(has_unpublished_changes=True)
        .filter(Q(latest_revision__user_id=actor.id) | Q(pk__in=[int(key) for key in sent]))
        .order_by("-latest_revision_created_at")[:MOST_TEXTS]
    )
    reviews = _last_reviews(pages)
    returns = _returns(reviews.values())
    levels = _levels(reviews.values())
    columns = _parents(pages)
    texts = [
        _own_text(page, reviews.get(page.pk), returns, levels, columns.get(page.path, ""))
        for page in pages
    ]
    order = list(Stage)
    return sorted(texts, key=lambda text: order.index(text.stage))


def recent_publications() -> QuerySet[Publication]:
    return articles().order_by("-changed_at")[:LISTED]


def recent_withdrawals() -> list[Withdrawal]:
    entries = list(
        AuditEntry.objects.filter(action="content.page-withdrawn").order_by("-sequence")[:LISTED]
    )
    numbers = [int(entry.subject.removeprefix("page:")) for entry in entries]
    titles = dict(Page.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return [
        Withdrawal(
            title=titles.get(number, entry.details["path"]),
            path=entry.details["path"],
            by=entry.actor_name,
            at=entry.recorded_at,
            reason=entry.details["reason"],
        )
        for number, entry in zip(numbers, entries, strict=True)
    ]


def places_to_write(words: str = "") -> list[Place]:
    """Return the public columns in the order of the tree, those whose name has the words."""
    columns = ColumnPage.objects.filter(live=True).order_by("path").only("path", "title", "depth")
    names = {column.path: column.title for column in columns}
    step = Page.steplen
    return [
        Place(column.pk, column.title, " › ".join(_above(column.path, names, step)))
        for column in columns
        if words in column.title
    ]


def _above(path: str, names: dict[str, str], step: int) -> list[str]:
    above = (path[:length] for length in range(step, len(path), step))
    return [names[place] for place in above if place in names]


def _reviews() -> QuerySet[WorkflowState]:
    pages = ContentType.objects.get_for_model(Page)
    reviews: QuerySet[WorkflowState] = WorkflowState.objects.filter(base_content_type=pages)
    return reviews.select_related("current_task_state")


def _last_reviews(pages: Iterable[Page]) -> dict[int, WorkflowState]:
    """Return the newest review of each page."""
    keys = [str(page.pk) for page in pages]
    found = _reviews().filter(object_id__in=keys).order_by("created_at", "pk")
    return {int(review.object_id): review for review in found}


def _returns(reviews: Iterable[WorkflowState]) -> dict[int, Decision]:
    returned = Decision.objects.filter(
        review_number__in=[review.pk for review in reviews], outcome=Outcome.RETURNED
    )
    return {decision.review_number or 0: decision for decision in returned}


def _levels(reviews: Iterable[WorkflowState]) -> dict[int, str]:
    """Return the name of the level at which each running review stands."""
    running = {
        review.pk: review.current_task_state.task_id
        for review in reviews
        if review.status == WorkflowState.STATUS_IN_PROGRESS and review.current_task_state
    }
    names = {task.pk: str(task) for task in ReviewTask.objects.filter(pk__in=running.values())}
    return {review: names.get(task, "") for review, task in running.items()}


def _parents(pages: Iterable[Page]) -> dict[str, str]:
    """Return the title of the column each page lies in, by the page's own path."""
    above = {page.path: page.path[: -Page.steplen] for page in pages}
    titles = dict(
        Page.objects.filter(path__in=set(above.values()), depth__gt=1).values_list("path", "title")
    )
    return {path: titles.get(parent, "") for path, parent in above.items()}


def _own_text(
    page: Page,
    review: WorkflowState | None,
    returns: dict[int, Decision],
    levels: dict[int, str],
    column: str,
) -> OwnText:
    facts = {"page_number": page.pk, "title": page.draft_title or page.title, "column": column}
    if review is not None and review.pk in levels:
        level, since = levels[review.pk], review.current_task_state.started_at
        return OwnText(**facts, stage=Stage.IN_REVIEW, level=level, since=since)
    back = returns.get(review.pk) if review is not None else None
    if back is not None:
        return OwnText(
            **facts,
            stage=Stage.RETURNED,
            level=back.get_level_display(),
            since=back.decided_at,
            by=back.reviewer_name,
            reason=back.comment,
        )
    return OwnText(**facts, stage=Stage.DRAFT, level="", since=page.latest_revision_created_at)
