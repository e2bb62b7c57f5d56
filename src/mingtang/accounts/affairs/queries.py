"""One person's cases."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mingtang.accounts.affairs.models import FINAL, Affair
from mingtang.kernel.identity import Actor

#: More than anybody has open; a page must stay a page.
MOST_SHOWN = 60


@dataclass(frozen=True)
class Overview:
    """A person's cases as 我的 shows them: what waits for the person comes first."""

    waiting: list[Affair]
    running: list[Affair]
    done: list[Affair]


def affairs_of(actor: Actor) -> QuerySet[Affair]:
    return Affair.objects.filter(person_id=actor.id)


def done_affairs_of(actor: Actor) -> QuerySet[Affair]:
    return affairs_of(actor).filter(stage__in=FINAL)


def overview_of(actor: Actor) -> Overview:
    affairs = list(affairs_of(actor)[:MOST_SHOWN])
    waiting = [affair for affair in affairs if affair.waits_for_person]
    return Overview(
        waiting=sorted(waiting, key=lambda affair: affair.correct_by or date.max),
        running=[a for a in affairs if not a.waits_for_person and not a.is_done],
        done=[affair for affair in affairs if affair.is_done],
    )
