"""Find proposals, and set one aside that nobody wants."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.content.evaluating.errors import OnlyThoseInChargeArrange, ProposalAlreadyDecided
from mingtang.content.evaluating.models import Proposal, Status
from mingtang.content.evaluating.queries.gathering import snapshot
from mingtang.content.evaluating.queries.proposals import find_proposal
from mingtang.content.optimising.proposed import Group, Proposed
from mingtang.content.optimising.proposing import propose
from mingtang.content.optimising.rules import rules, terms
from mingtang.content.pages.addresses import column_slug
from mingtang.content.publishing.moving import MAY_MOVE
from mingtang.kernel.audit.commands import record
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.identity import Actor

_WORDS = {"merge": "合并", "split": "拆分", "move": "移动"}


@transaction.atomic
def find_proposals() -> list[Proposal]:
    """Look at the columns as they are; what is open and no longer found is out of date."""
    seen = snapshot()
    titles = {column.number: column.title for column in seen.columns}
    found = []
    for proposed in propose(seen, rules=rules(), terms=terms()):
        fingerprint = _fingerprint(proposed)
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
                "title": _title(proposed, titles),
                "plan": _plan(proposed),
                "evidence": _evidence(proposed, titles, days=seen.days),
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


def _title(proposed: Proposed, titles: dict[int, str]) -> str:
    names = "、".join(group.title for group in proposed.groups)
    where = titles.get(proposed.parent, "首页")
    if proposed.kind == "merge":
        count = sum(len(group.columns) for group in proposed.groups)
        return f"{where}：{count} 个栏目合并为 {names}"
    if proposed.kind == "split":
        return f"{where}：拆分出 {names}"
    return f"把《{proposed.groups[0].articles[0].title}》移到 {names}"[:200]


def _plan(proposed: Proposed) -> dict[str, Any]:
    return {"groups": [_group(group) for group in proposed.groups]}


def _group(group: Group) -> dict[str, Any]:
    return {
        "title": group.title,
        "others": list(group.others),
        "slug": column_slug(group.title),
        "into": group.into,
        "columns": [column.number for column in group.columns],
        "articles": [article.number for article in group.articles],
        "before": [
            {"title": column.title, "articles": len(column.articles)} for column in group.columns
        ],
        "count": sum(len(column.articles) for column in group.columns) + len(group.articles),
    }


def _evidence(proposed: Proposed, titles: dict[int, str], *, days: int) -> dict[str, Any]:
    touched = {column.number for group in proposed.groups for column in group.columns}
    return {
        "days": days,
        "sittings": proposed.sittings,
        "seconds_before": round(proposed.seconds_before, 1),
        "seconds_after": round(proposed.seconds_after, 1),
        "confidence": proposed.confidence,
        "ties": [
            {
                "one": titles[tie.one],
                "other": titles[tie.other],
                "likeness": round(tie.likeness, 3),
                "shared": round(tie.shared, 3),
                "sittings": tie.sittings,
            }
            for tie in proposed.ties
        ],
        "staying": [
            {"title": column.title, "articles": len(column.articles)}
            for column in proposed.siblings
            if column.number not in touched
        ],
    }


def _fingerprint(proposed: Proposed) -> str:
    parts = sorted(
        ",".join(map(str, sorted([c.number for c in g.columns] + [a.number for a in g.articles])))
        for g in proposed.groups
    )
    return sm3(f"{proposed.kind}:{proposed.parent}:{';'.join(parts)}".encode()).hex()
