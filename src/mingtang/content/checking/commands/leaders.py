"""Keep the register of leaders: who holds which office, in which order, since and until when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from mingtang.content.checking.commands.lexicon import raise_version
from mingtang.content.checking.errors import OnlyFinalReviewersKeepTheLexicon
from mingtang.content.checking.models import RegisteredLeader
from mingtang.content.checking.queries import find_leader
from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.wording.rules import DIVIDER
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import THE_PLATFORM, Actor


@transaction.atomic
def keep_leader(*, actor: Actor, number: int | None, facts: Mapping[str, Any]) -> RegisteredLeader:
    """Add a term in office, or change one: somebody who leaves gets a last day, not a rubber."""
    _check(actor)
    leader = RegisteredLeader() if number is None else find_leader(number, lock=True)
    for name in ("name", "titles", "rank", "since", "until"):
        setattr(leader, name, facts[name])
    leader.changed_by = actor.name
    leader.save()
    raise_version()
    _note(actor, "kept", leader)
    return leader


@transaction.atomic
def remove_leader(*, actor: Actor, number: int) -> None:
    """Take out a line that was a mistake."""
    _check(actor)
    leader = find_leader(number, lock=True)
    _note(actor, "removed", leader)
    leader.delete()
    raise_version()


@transaction.atomic
def load_leaders(records: Sequence[Mapping[str, Any]]) -> int:
    """Take over a list in its order, unless the register has been kept by hand already."""
    if RegisteredLeader.objects.exists():
        return 0
    leaders = [
        RegisteredLeader(
            name=given["name"],
            titles=DIVIDER.join([given["office"], *given.get("also", ())]),
            rank=given.get("rank", position * 10),
            since=_day(given.get("since")),
            until=_day(given.get("until")),
            changed_by=THE_PLATFORM.name,
        )
        for position, given in enumerate(records, start=1)
    ]
    RegisteredLeader.objects.bulk_create(leaders)
    raise_version()
    details = {"count": len(leaders)}
    record(THE_PLATFORM, action="content.leaders-loaded", subject="leaders", details=details)
    return len(leaders)


def _check(actor: Actor) -> None:
    if not actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersKeepTheLexicon


def _day(given: Any) -> date | None:
    return given if isinstance(given, date) else None


def _note(actor: Actor, what: str, leader: RegisteredLeader) -> None:
    record(
        actor,
        action=f"content.leader-{what}",
        subject=f"leader:{leader.pk}",
        details={
            "name": leader.name,
            "titles": leader.titles,
            "rank": leader.rank,
            "since": str(leader.since or ""),
            "until": str(leader.until or ""),
        },
    )
