"""Put a false alarm on record, and take it back. Whoever does answers for it by name."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.content.checking.errors import (
    EverywhereIsForFinalReviewers,
    FalseAlarmRevoked,
    FindingNotFound,
    LexiconReasonMissing,
    NotByItsAuthor,
    OnlyCheckers,
    PersonalDataOnlyHere,
)
from mingtang.content.checking.models import LONGEST_FOUND, FalseAlarm, Scope
from mingtang.content.checking.queries import Judged, authors_of, find_false_alarm, judged_in
from mingtang.content.identity.roles import CMS_ROLES, FINAL_REVIEWER, REVIEWER_ROLES
from mingtang.content.wording.model import Category, Finding, Severity
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor

_LONGEST_CONTEXT = 600


@dataclass(frozen=True)
class Dismissal:
    """What somebody says about a finding."""

    rule: str
    place_key: str
    scope: Scope
    reason: str


@transaction.atomic
def record_false_alarm(*, actor: Actor, page: Any, dismissal: Dismissal) -> FalseAlarm:
    """Record that a finding in this text is none. `page` is the text as the person has it."""
    if not actor.has_role(*CMS_ROLES):
        raise OnlyCheckers
    if not dismissal.reason.strip():
        raise LexiconReasonMissing
    judged = _find(page, dismissal)
    if judged.false_alarm is not None:
        return judged.false_alarm
    _check(actor, page, judged.finding, dismissal.scope)
    alarm = FalseAlarm.objects.create(
        rule=judged.finding.rule,
        word=judged.finding.word[:LONGEST_FOUND],
        category=judged.finding.category.value,
        severity=judged.finding.severity.value,
        context=judged.finding.context[:_LONGEST_CONTEXT],
        scope=dismissal.scope,
        page_number=page.pk,
        page_title=page.title,
        place_key=judged.place_key,
        reason=dismissal.reason.strip(),
        recorded_by_id=actor.id,
        recorded_by=actor.name,
    )
    _note(actor, "recorded", alarm, dismissal.reason)
    return alarm


@transaction.atomic
def revoke_false_alarm(*, actor: Actor, number: int, reason: str) -> FalseAlarm:
    """Let a finding count again. Who recorded it may, and every reviewer."""
    if not actor.has_role(*CMS_ROLES):
        raise OnlyCheckers
    if not reason.strip():
        raise LexiconReasonMissing
    alarm = find_false_alarm(number, lock=True)
    if alarm.revoked_at is not None:
        raise FalseAlarmRevoked
    if actor.id != alarm.recorded_by_id and not actor.has_role(*REVIEWER_ROLES):
        raise OnlyCheckers("误报由登记的人自己或审核人员撤销。")
    alarm.revoked_at = timezone.now()
    alarm.revoked_by = actor.name
    alarm.revocation_reason = reason.strip()
    alarm.save()
    _note(actor, "revoked", alarm, reason)
    return alarm


def _find(page: Any, dismissal: Dismissal) -> Judged:
    for judged in judged_in(page):
        if (judged.finding.rule, judged.place_key) == (dismissal.rule, dismissal.place_key):
            return judged
    raise FindingNotFound


def _check(actor: Actor, page: Any, finding: Finding, scope: Scope) -> None:
    is_personal = finding.category is Category.PERSONAL
    if scope == Scope.EVERYWHERE and is_personal:
        raise PersonalDataOnlyHere
    if scope == Scope.EVERYWHERE and not actor.has_role(FINAL_REVIEWER):
        raise EverywhereIsForFinalReviewers
    is_grave = is_personal and finding.severity is Severity.SERIOUS
    if is_grave and (actor.id in authors_of(page) or not actor.has_role(*REVIEWER_ROLES)):
        raise NotByItsAuthor


def _note(actor: Actor, what: str, alarm: FalseAlarm, reason: str) -> None:
    record(
        actor,
        action=f"content.false-alarm-{what}",
        subject=f"page:{alarm.page_number}",
        details={
            "false_alarm": alarm.pk,
            "rule": alarm.rule,
            "word": alarm.word,
            "category": alarm.category,
            "severity": alarm.severity,
            "scope": alarm.scope,
            "reason": reason.strip(),
        },
    )
