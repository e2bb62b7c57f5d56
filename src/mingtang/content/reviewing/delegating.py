"""Let somebody stand in for an absent reviewer, at one level, for some days; and take it back."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.reviewing.errors import (
    DelegationNotFound,
    DelegationRefused,
    NotYoursToDelegate,
)
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.models import Delegation
from mingtang.content.reviewing.seats import holds, standing_delegations
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor

#: Longer absences are a change of post, which the administrators arrange.
LONGEST = timedelta(days=92)
#: Held while delegations are compared and written, so that two cannot cross (any fixed number).
DELEGATION_LOCK = 0x44454C45


@dataclass(frozen=True, kw_only=True)
class Absence:
    """What somebody wishes: who is away when, and who does their work."""

    level: Level
    absent_id: UUID
    stand_in_id: UUID
    begins_on: date
    ends_on: date
    reason: str


@transaction.atomic
def delegate_level(*, actor: Actor, absence: Absence) -> Delegation:
    """Arrange a stand-in. Only for oneself, or, for others, by a final reviewer."""
    if actor.id != absence.absent_id and not actor.has_role(FINAL_REVIEWER):
        raise NotYoursToDelegate
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DELEGATION_LOCK])
    _check_days(absence)
    absent, stand_in = _check_people(actor, absence)
    _check_others(absence)
    delegation = Delegation.objects.create(
        level=int(absence.level),
        absent_id=absent.pk,
        absent_name=str(absent),
        stand_in_id=stand_in.pk,
        stand_in_name=str(stand_in),
        begins_on=absence.begins_on,
        ends_on=absence.ends_on,
        reason=absence.reason.strip(),
        arranged_by_id=actor.id,
        arranged_by_name=actor.name,
    )
    record(
        actor,
        action="content.review-delegated",
        subject=f"delegation:{delegation.pk}",
        details={
            "level": int(absence.level),
            "absent": str(absent.pk),
            "stand_in": str(stand_in.pk),
            "begins_on": absence.begins_on.isoformat(),
            "ends_on": absence.ends_on.isoformat(),
            "reason": delegation.reason,
        },
    )
    return delegation


@transaction.atomic
def revoke_delegation(*, actor: Actor, delegation_number: int) -> Delegation:
    """Take a delegation back; what was signed under it stays signed."""
    found = Delegation.objects.select_for_update().filter(pk=delegation_number, revoked_at=None)
    delegation = found.first()
    if delegation is None:
        raise DelegationNotFound
    if actor.id not in (delegation.absent_id, delegation.stand_in_id) and not actor.has_role(
        FINAL_REVIEWER
    ):
        raise NotYoursToDelegate
    delegation.revoked_at, delegation.revoked_by_name = timezone.now(), actor.name
    delegation.save(update_fields=["revoked_at", "revoked_by_name"])
    record(
        actor,
        action="content.review-delegation-revoked",
        subject=f"delegation:{delegation.pk}",
        details={},
    )
    return delegation


def delegations_seen_by(actor: Actor) -> QuerySet[Delegation]:
    """Return what is arranged now and later: one's own, or everybody's for final reviewers."""
    found = standing_delegations().filter(ends_on__gte=timezone.localdate())
    if not actor.has_role(FINAL_REVIEWER):
        found = found.filter(Q(absent_id=actor.id) | Q(stand_in_id=actor.id))
    return found.order_by("begins_on", "pk")


def _check_days(absence: Absence) -> None:
    if absence.ends_on < absence.begins_on:
        raise DelegationRefused("ends_on", "结束的日子不能早于开始的日子。")
    if absence.ends_on < timezone.localdate():
        raise DelegationRefused("ends_on", "这几天已经过去了。")
    if absence.ends_on - absence.begins_on > LONGEST:
        raise DelegationRefused("ends_on", "一次最多代办三个月。更久请管理员调整岗位。")
    if not absence.reason.strip():
        raise DelegationRefused("reason", "请写明为什么不在，例如：出差。")


def _check_people(actor: Actor, absence: Absence) -> tuple[StaffMember, StaffMember]:
    people = StaffMember.objects.in_bulk([absence.absent_id, absence.stand_in_id])
    absent, stand_in = people.get(absence.absent_id), people.get(absence.stand_in_id)
    is_own = actor.id == absence.absent_id
    # The one who asks may hold a role the mirror does not know yet; others must be known to have it.
    if absent is None or not (
        (is_own and actor.has_role(absence.level.role)) or holds(absent, absence.level)
    ):
        raise DelegationRefused("level", "只有这一级的审核人可以请人代这一级。")
    if stand_in is None or not stand_in.is_active:
        raise DelegationRefused("stand_in_id", "请选一位在用内容管理的同事。")
    if stand_in.pk == absent.pk:
        raise DelegationRefused("stand_in_id", "不能代自己，请选另一位同事。")
    return absent, stand_in


def _check_others(absence: Absence) -> None:
    """Refuse chains and rings: in the same days nobody is both away and a stand-in."""
    same_days = list(
        standing_delegations().filter(
            begins_on__lte=absence.ends_on, ends_on__gte=absence.begins_on
        )
    )
    for other in same_days:
        if other.absent_id == absence.stand_in_id:
            if other.stand_in_id == absence.absent_id:
                raise DelegationRefused("stand_in_id", "他这几天也不在，正由您代办，不能互相代。")
            raise DelegationRefused("stand_in_id", "他这几天也不在，请选另一位同事。")
        if other.stand_in_id == absence.absent_id:
            raise DelegationRefused(
                "begins_on",
                f"这几天正在代{other.absent_name}办，不能再转给别人。请先收回那次代办。",
            )
        if (other.absent_id, other.level) == (absence.absent_id, absence.level):
            raise DelegationRefused(
                "begins_on", f"这几天已经请{other.stand_in_name}代办这一级了。要换人请先收回。"
            )
