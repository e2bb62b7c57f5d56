"""Lets people say that a register is wrong about them."""

from django.db import transaction
from django.utils import timezone

from mingtang.accounts.contract.events import ValueDisputed
from mingtang.accounts.people.errors import NotKnown
from mingtang.accounts.people.models import Dispute
from mingtang.accounts.people.queries import find_person, profile_of
from mingtang.accounts.people.registers import THEMSELVES
from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Invalid
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce

LONGEST = 500


@transaction.atomic
def dispute_value(*, actor: Actor, key: str, said: str) -> Dispute:
    """Note what the person says is right, and tell the register's keeper once.

    Said again before it is settled, the newer words stand. The trail keeps no values.
    """
    said = said.replace("\x00", "").strip()
    if not 0 < len(said) <= LONGEST:
        too_long = f"写了 {len(said)} 个字，请改到 {LONGEST} 个字以内。"
        raise Invalid({"said": too_long if said else "请写下正确的内容是什么。"})
    known = profile_of(find_person(actor.id, lock=True), keys={key}).values.get(key)
    if known is None or known.source == THEMSELVES:
        raise NotKnown
    dispute, is_new = Dispute.objects.update_or_create(
        person_id=actor.id,
        key=key,
        settled_at=None,
        defaults={"said": said, "made_at": timezone.now(), "source": known.source},
    )
    if is_new:
        _tell(actor, dispute)
    return dispute


def _tell(actor: Actor, dispute: Dispute) -> None:
    announce(
        ValueDisputed(
            actor_id=actor.id,
            dispute_id=dispute.pk,
            person_id=actor.id,
            key=dispute.key,
            source=dispute.source,
        )
    )
    record(
        actor,
        action="people.value_disputed",
        subject=f"person {actor.id}",
        details={"key": dispute.key, "source": dispute.source},
    )
