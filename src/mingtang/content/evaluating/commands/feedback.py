"""Keep what a visitor says about a page: once, changeable for a while, and by nobody in particular."""

from django.db import transaction

from mingtang.content.evaluating.errors import FeedbackGone, PageNotRated
from mingtang.content.evaluating.models import Feedback, Reason
from mingtang.content.evaluating.queries.measuring import numbers_by_path
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, HOME
from mingtang.kernel.logs import mask

LONGEST_WORDS = 300


@transaction.atomic
def rate_page(*, path: str, is_useful: bool, earlier: int | None = None) -> Feedback:
    """Count one answer. Whoever has answered for this page already changes it instead.

    No actor: this is for everybody, and nothing is kept about who it was.
    """
    number = Publication.objects.filter(path=path).values_list("pk", flat=True).first()
    number = number or numbers_by_path().get(path)
    page = Publication.objects.filter(pk=number).exclude(kind__in=[HOME, COLUMN]).first()
    if page is None:
        raise PageNotRated
    said = Feedback.objects.select_for_update().filter(pk=earlier or 0, page_number=page.pk).first()
    if said is None:
        return Feedback.objects.create(page_number=page.pk, is_useful=is_useful)
    if said.is_useful != is_useful:
        said.reason = ""
    said.is_useful = is_useful
    said.save()
    return said


@transaction.atomic
def explain_rating(*, number: int, reason: str = "", words: str = "") -> Feedback:
    """Add why; numbers of people and telephones are hidden should somebody write them all the same."""
    said = Feedback.objects.select_for_update().filter(pk=number).first()
    if said is None:
        raise FeedbackGone
    said.reason = reason if reason in Reason.values and not said.is_useful else ""
    said.words = mask(words.strip())[:LONGEST_WORDS]
    said.save()
    return said
