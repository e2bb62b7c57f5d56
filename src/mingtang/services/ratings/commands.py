"""Take the rating of a case."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce
from mingtang.services.cases.errors import OnlyTheApplicant
from mingtang.services.cases.queries import find_case
from mingtang.services.contract.events import CaseRated
from mingtang.services.contract.types import Grade
from mingtang.services.ratings.choices import REASONS
from mingtang.services.ratings.errors import AlreadyRated, GradeMissing, NotDecidedYet
from mingtang.services.ratings.models import Rating
from mingtang.services.ratings.queries import rating_of

LONGEST_WORDS = 500


@transaction.atomic
def rate_case(
    *,
    actor: Actor,
    reference: str,
    grade: int | None,
    reasons: Collection[str] = (),
    words: str = "",
) -> Rating:
    """Keep the applicant's one rating of a decided case. Nothing is chosen for them."""
    case = find_case(reference, visible_to=actor, lock=True)
    if case.applicant_id != actor.id:
        raise OnlyTheApplicant
    if not case.is_decided:
        raise NotDecidedYet
    if grade not in set(Grade):
        raise GradeMissing({"grade": "请选一个评价。"})
    if rating_of(case) is not None:
        raise AlreadyRated
    rating = Rating.objects.create(
        case=case,
        grade=grade,
        reasons=[reason for reason in REASONS if reason in reasons],
        words=words.strip()[:LONGEST_WORDS],
        rated_at=timezone.now(),
    )
    announce(
        CaseRated(
            actor_id=actor.id,
            case_reference=case.reference,
            grade=rating.grade,
            reasons=tuple(rating.reasons),
        )
    )
    return rating
