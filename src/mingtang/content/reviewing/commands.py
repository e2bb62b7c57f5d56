"""Decide a level of a review. Every rule of 三审三校 is checked here and nowhere else."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Revision, WorkflowState

from mingtang.content.identity.models import StaffMember
from mingtang.content.pages.texts import digest_of
from mingtang.content.reviewing.errors import (
    AlreadyAtAnotherLevel,
    NotYourLevel,
    OnlyThePlatformKeepsHistory,
    OwnText,
    ReasonMissing,
    TextHasChanged,
)
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.reviewing.queries import (
    Review,
    approvals_of,
    authors_of,
    deciders_of,
    find_review,
)
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor


@dataclass(frozen=True)
class Seen:
    """What the reviewer had before their eyes when deciding."""

    task_state_number: int
    digest: str


@transaction.atomic
def approve_text(*, actor: Actor, seen: Seen, comment: str = "") -> Decision:
    """Approve a level: whoever does has reviewed the text and proofread it.

    The last level publishes, in the same transaction.
    """
    review = _checked(actor, seen)
    if not _levels_below_agree(review):
        return _restart(actor, review)
    decision = _decide(actor, review, outcome=Outcome.APPROVED, comment=comment)
    review.task_state.approve(user=_user(actor), comment=comment)
    return decision


@transaction.atomic
def return_text(*, actor: Actor, seen: Seen, comment: str) -> Decision:
    """Send a text back to its editor. It comes back at the first level."""
    review = _checked(actor, seen)
    if not comment.strip():
        raise ReasonMissing
    decision = _decide(actor, review, outcome=Outcome.RETURNED, comment=comment)
    review.task_state.reject(user=_user(actor), update=False, comment=comment)
    _reloaded(review).cancel(user=_user(actor))
    return decision


@transaction.atomic
def keep_history(*, actor: Actor, page: Any, revision: Revision, origin: str) -> Decision:
    """Put on record that a page was reviewed before this system, and where it comes from.

    It is bound to the text of the page as given; publishing compares that with the revision.
    """
    if not actor.is_system:
        raise OnlyThePlatformKeepsHistory
    decision = Decision.objects.create(
        page_number=page.pk,
        page_title=page.title,
        revision_number=revision.pk,
        outcome=Outcome.HISTORY,
        reviewer_id=actor.id,
        reviewer_name=actor.name,
        digest=digest_of(page),
        comment=f"来源：{origin}",
    )
    _note(actor, decision)
    return decision


@transaction.atomic
def void_decisions(*, actor: Actor, page_number: int) -> None:
    """Take back every approval of a page: to be public again it needs three new ones."""
    voided = Decision.objects.filter(page_number=page_number, is_void=False).update(is_void=True)
    record(
        actor,
        action="content.reviews-voided",
        subject=f"page:{page_number}",
        details={"count": voided},
    )


def _checked(actor: Actor, seen: Seen) -> Review:
    review = find_review(seen.task_state_number, lock=True)
    if not actor.has_role(review.level.role):
        raise NotYourLevel
    if actor.id in authors_of(review.state):
        raise OwnText
    if actor.id in deciders_of(review.state):
        raise AlreadyAtAnotherLevel
    if seen.digest != review.digest:
        raise TextHasChanged
    return review


def _levels_below_agree(review: Review) -> bool:
    approved = approvals_of(review.state.pk, digest=review.digest).values_list("level", flat=True)
    return set(approved) >= {level for level in Level if level < review.level}


def _restart(actor: Actor, review: Review) -> Decision:
    """Begin again at the first level: the text is not the one that was approved below."""
    decision = _decide(actor, review, outcome=Outcome.RESTARTED, comment="")
    sender = review.state.requested_by
    review.state.cancel(user=_user(actor))
    review.state.workflow.start(review.page, sender)
    return decision


def _decide(actor: Actor, review: Review, *, outcome: Outcome, comment: str) -> Decision:
    decision = Decision.objects.create(
        page_number=review.page.pk,
        page_title=review.text.title,
        review_number=review.state.pk,
        revision_number=review.revision.pk,
        level=review.level,
        outcome=outcome,
        reviewer_id=actor.id,
        reviewer_name=actor.name,
        digest=review.digest,
        comment=comment.strip(),
    )
    _note(actor, decision)
    return decision


def _note(actor: Actor, decision: Decision) -> None:
    record(
        actor,
        action=f"content.text-{decision.outcome}",
        subject=f"page:{decision.page_number}",
        details={
            "title": decision.page_title,
            "level": decision.level,
            "revision": decision.revision_number,
            "sm3": decision.digest,
            "comment": decision.comment,
            "decided_at": decision.decided_at.isoformat(),
        },
    )


def _user(actor: Actor) -> StaffMember | None:
    return _find_user(actor.id)


def _find_user(actor_id: UUID) -> StaffMember | None:
    return StaffMember.objects.filter(pk=actor_id).first()


def _reloaded(review: Review) -> WorkflowState:
    return WorkflowState.objects.get(pk=review.state.pk)
