"""Reads of ratings."""

from mingtang.services.cases.models import Case
from mingtang.services.ratings.models import Rating


def rating_of(case: Case) -> Rating | None:
    return Rating.objects.filter(case=case).first() if case.is_decided else None
