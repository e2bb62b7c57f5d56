"""One person's cases."""

from django.db.models import QuerySet

from mingtang.accounts.affairs.models import Affair
from mingtang.kernel.identity import Actor


def affairs_of(actor: Actor) -> QuerySet[Affair]:
    return Affair.objects.filter(person_id=actor.id)
