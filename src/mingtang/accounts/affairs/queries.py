"""One person's cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mingtang.accounts.affairs.models import FINAL, Affair
from mingtang.kernel.identity import Actor

#: 我的 is the busiest page a person has, and writing this query anew for each of them took longer
#: than answering it: the words are fixed here. No more than anybody has open: a page stays a page.
_NEWEST = """
    SELECT * FROM accounts_affairs_affair WHERE person_id = %s ORDER BY changed_at DESC LIMIT 60
"""


@dataclass(frozen=True)
class Overview:
    """A person's cases as 我的 shows them: what waits for the person comes first."""

    waiting: Sequence[Affair]
    running: Sequence[Affair]
    done: Sequence[Affair]


def done_affairs_of(actor: Actor) -> QuerySet[Affair]:
    return Affair.objects.filter(person_id=actor.id, stage__in=FINAL)


def overview_of(actor: Actor) -> Overview:
    affairs = list(Affair.objects.raw(_NEWEST, [actor.id]))
    waiting = [affair for affair in affairs if affair.waits_for_person]
    return Overview(
        waiting=sorted(waiting, key=lambda affair: affair.correct_by or date.max),
        running=[a for a in affairs if not a.waits_for_person and not a.is_done],
        done=[affair for affair in affairs if affair.is_done],
    )
