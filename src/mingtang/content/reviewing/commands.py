"""Sign the acts of a review. Every rule of 三审三校 is checked here and nowhere else."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from mingtang.content.identity.models import StaffMember
from mingtang.content.pages.texts import digest_of
from mingtang.content.reviewing.errors import (
    AbsentPersonIsBarred,
    AlreadyAtAnotherLevel,
    AlreadyProofread,
    NotYourLevel,
    OnlyThePlatformKeepsHistory,
    OwnText,
    ProofreadFirst,
    ReasonMissing,
    TextHasChanged,
)
from mingtang.content.reviewing.evidence import action_of, details_of, subject_of
from mingtang.content.reviewing.levels import Act, Level
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.reviewing.queries import (
    Review,
    approvals_in,
    authors_of,
    find_review,
    signed_in,
)
from mingtang.content.reviewing.seats import Seat, choose_seat, seats_of
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor


@dataclass(frozen=True)
class Seen:
    """What the reviewer had before their eyes when deciding."""

    task_state_number: int
    digest: str


@transaction.atomic
def proofread_text(*, actor: Actor, seen: Seen, comment: str = "") -> Decision:
    """Sign that a text was proofread at this level: wording, figures, dates, names, attachments."""
    review, seat = _checked(actor, seen)
    if not _is_the_same_text(review):
        return _restart(actor, review, seat, act=Act.PROOFREADING)
    if _proofread(review):
        raise AlreadyProofread
    return _sign(
        actor, review, seat, act=Act.PROOFREADING, outcome=Outcome.APPROVED, comment=comment
    )


@transaction.atomic
def approve_text(*, actor: Actor, seen: Seen, comment: str = "") -> Decision:
    """Approve a level whose proofreading is signed. The last level publishes, in this transaction."""
    review, seat = _checked(actor, seen)
    if not _is_the_same_text(review):
        return _restart(actor, review, seat, act=Act.REVIEWING)
    if not _proofread(review):
        raise ProofreadFirst
    decision = _sign(
        actor, review, seat, act=Act.REVIEWING, outcome=Outcome.APPROVED, comment=comment
    )
    review.task_state.approve(user=_user(actor), comment=comment)
    return decision


@transaction.atomic
def return_text(*, actor: Actor, seen: Seen, comment: str) -> Decision:
    """Send a text back to its editor. It comes back at the first level."""
    review, seat = _checked(actor, seen)
    if not comment.strip():
        raise ReasonMissing
    act = Act.REVIEWING if _proofread(review) else Act.PROOFREADING
    decision = _sign(actor, review, seat, act=act, outcome=Outcome.RETURNED, comment=comment)
    review.task_state.reject(user=_user(actor), update=False, comment=comment)
    WorkflowState.objects.get(pk=review.state.pk).cancel(user=_user(actor))
    return decision


@transaction.atomic
def keep_history(*, actor: Actor, page: Any, revision: Revision, origin: str) -> Decision:
    """Put on record that a page was reviewed before this system, and where it comes from.

    It is bound to the text of the page as given; publishing compares that with the revision.
    """
    if not actor.is_system:
        raise OnlyThePlatformKeepsHistory
    return _keep(
        actor,
        Decision(
            page_number=page.pk,
            page_title=page.title,
            revision_number=revision.pk,
            outcome=Outcome.HISTORY,
            digest=digest_of(page),
            comment=f"来源：{origin}",
        ),
    )


@transaction.atomic
def bind_to_place(*, actor: Actor, text: Any, revision_number: int, comment: str) -> Decision:
    """Put on record that an approved text stands in another place, word for word the same.

    Whoever calls has compared the words and checked who may: nothing is approved here.
    """
    return _keep(
        actor,
        Decision(
            page_number=text.pk,
            page_title=text.title,
            revision_number=revision_number,
            outcome=Outcome.HISTORY,
            digest=digest_of(text),
            comment=comment,
        ),
    )


@transaction.atomic
def void_decisions(*, actor: Actor, page_number: int) -> None:
    """Take back every act about a page: to be public again it needs six new ones."""
    voided = Decision.objects.filter(page_number=page_number, is_void=False).update(is_void=True)
    record(
        actor,
        action="content.reviews-voided",
        subject=f"page:{page_number}",
        details={"count": voided},
    )


def _checked(actor: Actor, seen: Seen) -> tuple[Review, Seat]:
    review = find_review(seen.task_state_number, lock=True)
    seats = [seat for seat in seats_of(actor) if seat.level == review.level]
    if not seats:
        raise NotYourLevel
    authors = authors_of(review.state)
    elsewhere = {person for level, _, person in signed_in(review.state) if level != review.level}
    if actor.id in authors:
        raise OwnText
    if actor.id in elsewhere:
        raise AlreadyAtAnotherLevel
    seat = choose_seat(seats, level=review.level, barred=authors | elsewhere)
    if seat is None:
        raise AbsentPersonIsBarred
    if seen.digest != review.digest:
        raise TextHasChanged
    return review, seat


def _is_the_same_text(review: Review) -> bool:
    """Whether everything signed so far is about this text, and both acts of each level below are."""
    signed = list(approvals_in(review.state.pk))
    below = {(int(level), str(act)) for level in Level if level < review.level for act in Act}
    return all(one.digest == review.digest for one in signed) and below <= {
        (one.level or 0, one.act) for one in signed
    }


def _proofread(review: Review) -> bool:
    signed = approvals_in(review.state.pk).filter(level=review.level, digest=review.digest)
    return signed.filter(act=Act.PROOFREADING).exists()


def _restart(actor: Actor, review: Review, seat: Seat, *, act: Act) -> Decision:
    """Begin again at the first level: the text is not the one that was signed before."""
    decision = _sign(actor, review, seat, act=act, outcome=Outcome.RESTARTED, comment="")
    sender = review.state.requested_by
    review.state.cancel(user=_user(actor))
    review.state.workflow.start(review.page, sender)
    return decision


def _sign(
    actor: Actor, review: Review, seat: Seat, *, act: Act, outcome: Outcome, comment: str
) -> Decision:
    return _keep(
        actor,
        Decision(
            page_number=review.page.pk,
            page_title=review.text.title,
            review_number=review.state.pk,
            revision_number=review.revision.pk,
            level=int(review.level),
            act=str(act),
            outcome=outcome,
            standing_in_for_id=seat.absent_id,
            standing_in_for_name=seat.absent_name,
            digest=review.digest,
            comment=comment.strip(),
        ),
    )


def _keep(actor: Actor, decision: Decision) -> Decision:
    """Write an act to the audit trail and to the table, each naming the other's words."""
    decision.reviewer_id, decision.reviewer_name = actor.id, actor.name
    decision.decided_at = timezone.now()
    entry = record(
        actor,
        action=action_of(decision),
        subject=subject_of(decision),
        details=details_of(decision),
    )
    decision.audit_number = entry.sequence
    decision.save(force_insert=True)
    return decision


def _user(actor: Actor) -> StaffMember | None:
    return StaffMember.objects.filter(pk=actor.id).first()
