"""Adds to the audit trail, and finds out whether it is whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from mingtang.kernel.audit.models import BEGINNING, AuditEntry
from mingtang.kernel.identity import Actor
from mingtang.kernel.trace import current_trace

#: Held until the transaction ends, so that entries stand in one line (any fixed number will do).
CHAIN_LOCK = 0x4D494E47


@transaction.atomic
def record(
    actor: Actor, *, action: str, subject: str, details: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Add one line to the trail in the caller's transaction: it stands or falls with the deed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = AuditEntry.objects.order_by("-sequence").first()
    entry = AuditEntry(
        sequence=last.sequence + 1 if last else 1,
        recorded_at=timezone.now(),
        actor_id=actor.id,
        actor_kind=actor.kind.value,
        actor_name=actor.name[:100],
        action=action,
        subject=subject[:200],
        details=dict(details or {}),
        trace=current_trace(),
        previous=last.fingerprint if last else BEGINNING,
    )
    entry.fingerprint = entry.computed_fingerprint()
    entry.save(force_insert=True)
    return entry


@dataclass(frozen=True)
class Break:
    """A place where the trail does not hold."""

    sequence: int
    reason: str


def breaks_in_the_trail() -> Iterator[Break]:
    """Walk the whole trail and tell every entry that was changed, removed or slipped in."""
    previous, expected = BEGINNING, 1
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            yield Break(expected, f"缺少第 {expected} 至 {entry.sequence - 1} 条")
        elif entry.previous != previous:
            yield Break(entry.sequence, "与上一条接不上")
        if entry.computed_fingerprint() != entry.fingerprint:
            yield Break(entry.sequence, "内容被改动")
        previous, expected = entry.fingerprint, entry.sequence + 1
