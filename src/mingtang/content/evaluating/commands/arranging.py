"""Carry out a proposal with one deed, and take it back with one: columns, pages, redirects."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update

from mingtang.content.checking.queries import findings_in_text
from mingtang.content.evaluating.errors import (
    ColumnsHaveChanged,
    LaterArrangementFirst,
    OnlyThoseInChargeArrange,
    ProposalAlreadyDecided,
    TitlesMissing,
)
from mingtang.content.evaluating.models import Order, Proposal, Redirect, Status
from mingtang.content.evaluating.queries.proposals import find_proposal
from mingtang.content.evaluating.redirecting import write_moved_addresses
from mingtang.content.optimising.describing import facts_of
from mingtang.content.pages.addresses import column_slug
from mingtang.content.pages.models import ColumnPage
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.moving import (
    MAY_MOVE,
    Closed,
    carry_drafts,
    close_column,
    drop_column,
    move_page,
    open_column,
    reopen_column,
)
from mingtang.content.publishing.queries import COLUMN
from mingtang.content.publishing.staleness import waking_once
from mingtang.content.site.models import SiteFile
from mingtang.content.wording.model import Severity
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor

LONGEST_TITLE = 20
_FEED = "feed.xml"


def carry_out_proposal(
    *, actor: Actor, number: int, titles: Sequence[str] | None = None
) -> Proposal:
    """Do what is proposed: new columns, pages moved, old columns closed, every old address sent on."""
    check_may_arrange(actor)
    # A move changes no reference, so the index of references stays as it is.
    with waking_once(), disable_reference_index_auto_update(), transaction.atomic():
        proposal = locked(number, Status.PROPOSED, Status.UNDONE)
        groups = entitled(proposal.plan["groups"], titles)
        _check_still_fits(proposal, groups)
        reason = f"栏目提议 {proposal.pk}（{proposal.title}）"
        journal: dict[str, Any] = {
            "opened": [],
            "moved": [],
            "closed": [],
            "retargeted": [],
            "drafts": [],
        }
        for group in groups:
            _carry_out_group(actor, proposal, group, journal, reason=reason)
        proposal.plan["groups"] = groups
        proposal.journal = journal
        _decide(actor, proposal, Status.CARRIED_OUT)
        record(
            actor,
            action="content.columns-arranged",
            subject=f"proposal:{proposal.pk}",
            details={
                "title": proposal.title,
                "columns": [group["title"] for group in groups],
                "moved": len(journal["moved"]),
                "closed": [closed["path"] for closed in journal["closed"]],
            },
        )
        write_moved_addresses.later()
    return proposal


def undo_proposal(*, actor: Actor, number: int) -> Proposal:
    """Put everything back: old columns, every page in its old place, and no redirect left."""
    check_may_arrange(actor)
    # A move changes no reference, so the index of references stays as it is.
    with waking_once(), disable_reference_index_auto_update(), transaction.atomic():
        proposal = locked(number, Status.CARRIED_OUT)
        journal = proposal.journal
        _check_is_last(journal)
        reason = f"撤销栏目提议 {proposal.pk}（{proposal.title}）"
        for entry in journal["closed"]:
            closed = Closed(**{k: v for k, v in entry.items() if k != "target"})
            reopen_column(actor=actor, closed=closed, reason=reason)
        for moved in reversed(journal["moved"]):
            _move_back(actor, moved, reason=reason)
        _bring_drafts_back(actor, journal)
        for opened in journal["opened"]:
            _empty(actor, opened, journal, reason=reason)
            drop_column(actor=actor, page_number=opened, reason=reason)
        proposal.redirects.all().delete()
        for path, target in journal["retargeted"]:
            Redirect.objects.filter(path=path).update(target_number=target)
        _decide(actor, proposal, Status.UNDONE)
        record(
            actor,
            action="content.columns-restored",
            subject=f"proposal:{proposal.pk}",
            details={"title": proposal.title, "moved": len(journal["moved"])},
        )
        write_moved_addresses.later()
    return proposal


def check_may_arrange(actor: Actor) -> None:
    if not actor.has_role(*MAY_MOVE):
        raise OnlyThoseInChargeArrange


def locked(number: int, *statuses: Status) -> Proposal:
    proposal = find_proposal(number, lock=True)
    if proposal.status not in statuses:
        raise ProposalAlreadyDecided
    return proposal


def entitled(groups: list[dict[str, Any]], titles: Sequence[str] | None) -> list[dict[str, Any]]:
    """Return the groups with the names somebody gave them; an existing column keeps its own."""
    if titles is None:
        return groups
    names = [title.strip() for title in titles]
    if (
        len(names) != len(groups)
        or len(set(names)) != len(names)
        or any(not name or len(name) > LONGEST_TITLE for name in names)
    ):
        raise TitlesMissing
    for group, name in zip(groups, names, strict=True):
        if not group["into"]:
            _check_wording(name)
    return [
        group if group["into"] else {**group, "title": name, "slug": column_slug(name)}
        for group, name in zip(groups, names, strict=True)
    ]


def _check_wording(name: str) -> None:
    for found in findings_in_text(name):
        if found.severity is Severity.SERIOUS:
            hint = f"，建议：{found.suggestion}" if found.suggestion else ""
            raise TitlesMissing(f"名称“{name}”里的“{found.word}”是严重错误，不能公开{hint}。")


def _check_still_fits(proposal: Proposal, groups: list[dict[str, Any]]) -> None:
    columns = {number for group in groups for number in group["columns"]}
    columns |= {group["into"] for group in groups if group["into"]}
    articles = {number for group in groups for number in group["articles"]}
    public = Publication.objects.filter(pk__in=columns | articles | {proposal.parent_number})
    if public.count() != len(columns | articles | {proposal.parent_number}):
        raise ColumnsHaveChanged
    # A column that got columns of its own since is not a small one any more.
    if Publication.objects.filter(kind=COLUMN, column_number__in=columns).exists():
        raise ColumnsHaveChanged


def _carry_out_group(
    actor: Actor, proposal: Proposal, group: dict[str, Any], journal: dict[str, Any], *, reason: str
) -> None:
    target = group["into"]
    if target is None:
        like = ColumnPage.objects.filter(pk__in=group["columns"] or [proposal.parent_number])
        facts = facts_of(group, like)
        opened = open_column(
            actor=actor, parent_number=proposal.parent_number, facts=facts, reason=reason
        )
        target = opened.pk
        journal["opened"].append(target)
    articles = Publication.objects.exclude(kind=COLUMN).filter(column_number__in=group["columns"])
    # Oldest first, so that the tree keeps their order.
    numbers = [*articles.order_by("published_at").values_list("pk", flat=True), *group["articles"]]
    for number in numbers:
        moved = move_page(actor=actor, page_number=number, column_number=target, reason=reason)
        journal["moved"].append(asdict(moved))
        _send_on(proposal, moved.path_before, target=number)
    for number in group["columns"]:
        _close(actor, proposal, number, target, journal, reason=reason)


def _close(
    actor: Actor,
    proposal: Proposal,
    number: int,
    target: int,
    journal: dict[str, Any],
    *,
    reason: str,
) -> None:
    drafts = carry_drafts(actor=actor, from_number=number, to_number=target)
    journal["drafts"].append([number, target, drafts])
    closed = close_column(actor=actor, page_number=number, reason=reason)
    journal["closed"].append({**asdict(closed), "target": target})
    files = SiteFile.objects.filter(source=f"page:{number}").values_list("path", flat=True)
    _send_on(proposal, closed.path, target=target)
    _send_on(proposal, f"{closed.path}{_FEED}", target=target, rest=_FEED)
    for file in files:
        if file.endswith(".html") and not file.endswith("/index.html"):
            _send_on(proposal, f"/{file}", target=target)
    earlier = Redirect.objects.filter(target_number=number)
    journal["retargeted"] += [[path, number] for path in earlier.values_list("path", flat=True)]
    earlier.update(target_number=target)


def _send_on(proposal: Proposal, path: str, *, target: int, rest: str = "") -> None:
    Redirect.objects.update_or_create(
        path=path, defaults={"target_number": target, "rest": rest, "proposal": proposal}
    )


def _check_is_last(journal: dict[str, Any]) -> None:
    """Refuse while a later arrangement stands on this one."""
    opened = Publication.objects.filter(pk__in=journal["opened"]).count()
    paths = {moved["page_number"]: moved["path_after"] for moved in journal["moved"]}
    public = dict(Publication.objects.filter(pk__in=paths).values_list("pk", "path"))
    if opened != len(journal["opened"]) or any(paths[pk] != path for pk, path in public.items()):
        raise LaterArrangementFirst


def _bring_drafts_back(actor: Actor, journal: dict[str, Any]) -> None:
    """Drafts go to the first of the columns that were merged into theirs."""
    for column, target, drafts in journal["drafts"]:
        if drafts:
            carry_drafts(actor=actor, from_number=target, to_number=column)


def _move_back(actor: Actor, moved: dict[str, Any], *, reason: str) -> None:
    """Bring a page back, unless it has been taken off since."""
    publication = Publication.objects.filter(pk=moved["page_number"]).first()
    if publication is None:
        return
    move_page(
        actor=actor,
        page_number=moved["page_number"],
        column_number=moved["column_before"],
        reason=reason,
        slug=moved["slug_before"],
    )


def _empty(actor: Actor, opened: int, journal: dict[str, Any], *, reason: str) -> None:
    """What was published into a new column since goes to the first of the columns it replaced."""
    homes = [c["page_number"] for c in journal["closed"] if c["target"] == opened]
    homes = homes or [moved["column_before"] for moved in journal["moved"]]
    newer = Publication.objects.exclude(kind=COLUMN).filter(column_number=opened)
    for number in list(newer.values_list("pk", flat=True)):
        move_page(actor=actor, page_number=number, column_number=homes[0], reason=reason)


def _decide(actor: Actor, proposal: Proposal, status: Status) -> None:
    proposal.status = status
    proposal.decided_at, proposal.decided_by = timezone.now(), actor.name
    proposal.save()
    Order.objects.filter(pk=proposal.pk).delete()
