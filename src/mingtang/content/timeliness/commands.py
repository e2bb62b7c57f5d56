"""Writes of timeliness: clocks are started, linked to their page, and stopped."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.content.contract.events import PolicyClockStopped, PolicyDeadlineNoticed
from mingtang.content.identity.roles import CMS_ROLES, FINAL_REVIEWER
from mingtang.content.publishing.models import Publication
from mingtang.content.timeliness.counting import Limits, limits_of
from mingtang.content.timeliness.errors import (
    ClockNotFound,
    NothingToConfirm,
    OnlyEditorsAndReviewersConfirm,
    OnlyFinalReviewersSetThresholds,
    OnlyFinalReviewersStopClocks,
    StopReasonMissing,
)
from mingtang.content.timeliness.models import Clock, Confirmation, Thresholds
from mingtang.content.timeliness.queries import find_clock, thresholds
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import THE_PLATFORM, Actor
from mingtang.kernel.outbox.commands import announce


@transaction.atomic
def start_clock(
    *, reference: str, title: str, department: str, issued_on: date, doc_number: str = ""
) -> None:
    """Start the two clocks of a policy: 3 working days (own target), 20 (政府信息公开条例 Art 26).

    Safe to repeat: a reference has one clock.
    """
    limits = limits_now(issued_on)
    Clock.objects.get_or_create(
        reference=reference,
        defaults={
            "title": title[:255],
            "department": department[:100],
            "doc_number": doc_number[:60],
            "issued_on": issued_on,
            "due_on": limits.due_on,
            "lawful_due_on": limits.lawful_due_on,
        },
    )


@transaction.atomic
def link_page(*, reference: str, page_number: int) -> None:
    """Say which page the policy becomes; the clock stops when that page is public."""
    clock = find_clock(reference, lock=True)
    if clock.page_number == page_number:
        return
    for other in Clock.objects.select_for_update().filter(page_number=page_number):
        _merge(other, into=clock)
    clock.page_number = page_number
    clock.save(update_fields=["page_number"])


@transaction.atomic
def stop_clock(*, reference: str, reason: str) -> None:
    """Stop the clocks of a policy that need not be published, with the reason. Safe to repeat."""
    clock = find_clock(reference, lock=True)
    if clock.stopped_at is None:
        settle(clock, limits_now(clock.issued_on), timezone.localdate())
        _stop(clock, reason)
        clock.save()


@transaction.atomic
def release_clock(*, actor: Actor, reference: str, reason: str) -> None:
    """Stop a clock by hand: the final reviewer answers for it by name."""
    if not actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersStopClocks
    if not reason.strip():
        raise StopReasonMissing
    if find_clock(reference).stopped_at:
        raise ClockNotFound
    stop_clock(reference=reference, reason=reason.strip())
    record(
        actor,
        action="content.policy-clock-released",
        subject=f"policy:{reference}",
        details={"reason": reason.strip()},
    )


@transaction.atomic
def confirm_page(*, actor: Actor, page_number: int) -> Confirmation:
    """仍然有效: somebody answers by name that an old page is still true."""
    if not actor.has_role(*CMS_ROLES):
        raise OnlyEditorsAndReviewersConfirm
    publication = Publication.objects.filter(pk=page_number).first()
    if publication is None:
        raise NothingToConfirm
    record(
        actor,
        action="content.page-confirmed",
        subject=f"page:{page_number}",
        details={"path": publication.path, "sm3": publication.digest},
    )
    return Confirmation.objects.create(
        page_number=page_number, confirmed_by_id=actor.id, confirmed_by_name=actor.name
    )


@transaction.atomic
def set_thresholds(*, actor: Actor, days: dict[str, int]) -> Thresholds:
    """Change how many days mean what. Running clocks follow with the next sweep."""
    if not actor.has_role(FINAL_REVIEWER):
        raise OnlyFinalReviewersSetThresholds
    rules, _ = Thresholds.objects.update_or_create(pk=1, defaults=days)
    record(actor, action="content.timeliness-set", subject="timeliness", details=days)
    return rules


def limits_now(issued_on: date, rules: Thresholds | None = None) -> Limits:
    rules = rules or thresholds()
    return limits_of(issued_on, own=rules.own_working_days, near=rules.near_working_days)


def settle(clock: Clock, limits: Limits, day: date) -> bool:
    """Announce every stage the clock has reached by a day and that was not told; tell if any was."""
    new = [stage for stage in limits.stages_by(day) if stage not in clock.stages]
    for stage in new:
        clock.stages[str(stage)] = timezone.now().isoformat()
        announce(
            PolicyDeadlineNoticed(
                actor_id=THE_PLATFORM.id,
                reference=clock.reference,
                title=clock.title,
                department=clock.department,
                stage=str(stage),
                issued_on=clock.issued_on,
                due_on=clock.due_on,
            )
        )
    return bool(new)


def _stop(clock: Clock, reason: str) -> None:
    clock.stopped_at, clock.stopped_because = timezone.now(), reason[:300]
    announce(PolicyClockStopped(actor_id=THE_PLATFORM.id, reference=clock.reference, reason=reason))


def stop_as_published(clock: Clock, published: Any, reason: str) -> None:
    """Stop a clock whose page is public since a moment."""
    _stop(clock, reason)
    clock.published_on = timezone.localdate(published)


def _merge(draft: Clock, *, into: Clock) -> None:
    """A draft's own clock gives way to that of the file it was made from."""
    if draft.stages and draft.stopped_at is None:
        announce(
            PolicyClockStopped(
                actor_id=THE_PLATFORM.id,
                reference=draft.reference,
                reason=f"和来稿 {into.reference} 是同一份",
            )
        )
    draft.delete()
