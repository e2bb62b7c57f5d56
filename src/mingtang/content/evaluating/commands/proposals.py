"""Find proposals, and set one aside that nobody wants."""

from django.db import transaction
from django.utils import timezone

from mingtang.content.evaluating.errors import (
    ArrangementUnderWay,
    OnlyThoseInChargeArrange,
    ProposalAlreadyDecided,
)
from mingtang.content.evaluating.models import Proposal, Status
from mingtang.content.evaluating.queries.gathering import snapshot
from mingtang.content.evaluating.queries.proposals import find_proposal, orders_under_way
from mingtang.content.optimising.describing import evidence_of, fingerprint_of, plan_of, title_of
from mingtang.content.optimising.proposing import propose
from mingtang.content.optimising.rules import rules, terms
from mingtang.content.publishing.moving import MAY_MOVE
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor


@transaction.atomic
def find_proposals() -> list[Proposal]:
    """Look at the columns as they are; what is open and no longer found is out of date."""
    seen = snapshot()
    titles = {column.number: column.title for column in seen.columns}
    under_way = orders_under_way().values_list("proposal__fingerprint", flat=True)
    found = list(Proposal.objects.filter(fingerprint__in=under_way, status=Status.PROPOSED))
    kept = {proposal.fingerprint for proposal in found}
    for proposed in propose(seen, rules=rules(), terms=terms()):
        fingerprint = fingerprint_of(proposed)
        # What is being carried out right now stays as it was ordered.
        if fingerprint in kept:
            continue
        # What somebody decided against, or took back, is not brought up again.
        if Proposal.objects.filter(
            fingerprint=fingerprint, status__in=[Status.DISMISSED, Status.UNDONE]
        ).exists():
            continue
        proposal, _ = Proposal.objects.update_or_create(
            fingerprint=fingerprint,
            status=Status.PROPOSED,
            defaults={
                "kind": proposed.kind,
                "parent_number": proposed.parent,
                "title": title_of(proposed, titles),
                "plan": plan_of(proposed),
                "evidence": evidence_of(proposed, titles, days=seen.days),
            },
        )
        found.append(proposal)
    Proposal.objects.filter(status=Status.PROPOSED).exclude(
        pk__in=[proposal.pk for proposal in found]
    ).update(status=Status.OUTDATED)
    return found


@transaction.atomic
def dismiss_proposal(*, actor: Actor, number: int) -> None:
    if not actor.has_role(*MAY_MOVE):
        raise OnlyThoseInChargeArrange
    # Asked before the lock, which an arrangement at work holds to its end.
    if orders_under_way().filter(pk=number).exists():
        raise ArrangementUnderWay
    proposal = find_proposal(number, lock=True)
    if proposal.status != Status.PROPOSED:
        raise ProposalAlreadyDecided
    proposal.status = Status.DISMISSED
    proposal.decided_at, proposal.decided_by = timezone.now(), actor.name
    proposal.save()
    record(
        actor,
        action="content.column-proposal-dismissed",
        subject=f"proposal:{proposal.pk}",
        details={"title": proposal.title},
    )
