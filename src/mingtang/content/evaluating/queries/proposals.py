"""Read proposals, and what became of those that were carried out."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from mingtang.content.evaluating.errors import ProposalNotFound
from mingtang.content.evaluating.models import Order, Proposal, Redirect, Status
from mingtang.content.evaluating.queries.measuring import time_to_find
from mingtang.content.optimising.rules import rules
from mingtang.content.publishing.models import Publication

SHOWN = 30


@dataclass(frozen=True)
class Effect:
    """Time to find the same pages, before and after."""

    days: int
    days_after: int
    finds_before: int
    finds_after: int
    seconds_before: int | None
    seconds_after: int | None

    @property
    def saved(self) -> int | None:
        if self.seconds_before is None or self.seconds_after is None:
            return None
        return self.seconds_before - self.seconds_after


def find_proposal(number: int, *, lock: bool = False) -> Proposal:
    found = Proposal.objects.filter(pk=number)
    proposal = (found.select_for_update() if lock else found).first()
    if proposal is None:
        raise ProposalNotFound
    return proposal


def open_proposals() -> QuerySet[Proposal]:
    return Proposal.objects.filter(status=Status.PROPOSED)


def orders_under_way() -> QuerySet[Order]:
    return Order.objects.filter(sentence="", ordered_at__gt=timezone.now() - Order.VOID_AFTER)


def decided_proposals() -> QuerySet[Proposal]:
    return Proposal.objects.filter(
        status__in=[Status.CARRIED_OUT, Status.UNDONE, Status.DISMISSED]
    ).order_by("-decided_at")[:SHOWN]


def closed_columns() -> dict[int, int]:
    """Return the columns that were merged away and not restored, and what holds their pages now."""
    found: dict[int, int] = {}
    for proposal in Proposal.objects.filter(status=Status.CARRIED_OUT):
        for closed in proposal.journal.get("closed", []):
            found[closed["page_number"]] = closed["target"]
    for column, target in found.items():
        while target in found:
            target = found[target]
        found[column] = target
    return found


def moved_addresses() -> dict[str, str]:
    """Return old address -> present address, of what is public now and no longer at the old one.

    Redirects lead to pages by number: whatever moved twice goes straight to where it is now.
    """
    paths = dict(Publication.objects.values_list("pk", "path"))
    public = set(paths.values())
    return {
        redirect.path: paths[redirect.target_number] + redirect.rest
        for redirect in Redirect.objects.all()
        if redirect.target_number in paths and redirect.path not in public
    }


def effect_of(proposal: Proposal) -> Effect | None:
    """Compare the time to find the moved pages over the same number of days before and after."""
    if proposal.status != Status.CARRIED_OUT or proposal.decided_at is None:
        return None
    days = int(rules()["effect_days"])
    day = timezone.localdate(proposal.decided_at)
    moved = proposal.journal.get("moved", [])
    old, new = [m["path_before"] for m in moved], [m["path_after"] for m in moved]
    # The day itself belongs to neither side.
    before = time_to_find(old, since=day - timedelta(days=days), until=day)
    after_ends = day + timedelta(days=days + 1)
    after = time_to_find([*new, *old], since=day + timedelta(days=1), until=after_ends)
    passed = (timezone.localdate() - day).days
    return Effect(
        days=days,
        days_after=max(0, min(days, passed)),
        finds_before=before[0],
        finds_after=after[0],
        seconds_before=_average(before),
        seconds_after=_average(after),
    )


def _average(found: tuple[int, int]) -> int | None:
    finds, seconds = found
    return round(seconds / finds) if finds else None
