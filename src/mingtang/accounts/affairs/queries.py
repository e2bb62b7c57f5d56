"""One person's cases."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from mingtang.accounts.affairs.models import FINAL, Affair
from mingtang.kernel.identity import Actor

_COLUMNS = (
    *("case_reference", "person_id", "item_title", "department", "stage", "note"),
    *("due_on", "correct_by", "submitted_at", "changed_at", "told"),
)
#: 我的 is the busiest page a person has, and writing this query anew for each of them took longer
#: than answering it: the words are fixed here. No more than anybody has open: a page stays a page.
_NEWEST = """
    SELECT case_reference, person_id, item_title, department, stage, note,
           due_on, correct_by, submitted_at, changed_at, told
    FROM accounts_affairs_affair WHERE person_id = %s ORDER BY changed_at DESC LIMIT 60
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
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [actor.id])
        affairs = [_affair_of(row) for row in cursor.fetchall()]
    waiting = [affair for affair in affairs if affair.waits_for_person]
    return Overview(
        waiting=sorted(waiting, key=lambda affair: affair.correct_by or date.max),
        running=[a for a in affairs if not a.waits_for_person and not a.is_done],
        done=[affair for affair in affairs if affair.is_done],
    )


def _affair_of(row: Sequence[Any]) -> Affair:
    *plain, told = row
    return Affair.from_db(connection.alias, _COLUMNS, [*plain, json.loads(told)])
