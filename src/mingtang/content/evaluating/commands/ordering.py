"""Have a proposal carried out or taken back by the worker: ordered by a person, done in their name."""

from collections.abc import Sequence

from django.db import OperationalError, transaction
from django.utils import timezone

from mingtang.content.evaluating.commands.arranging import (
    carry_out_proposal,
    check_may_arrange,
    entitled,
    locked,
    undo_proposal,
)
from mingtang.content.evaluating.errors import ArrangementUnderWay
from mingtang.content.evaluating.models import Deed, Order, Status
from mingtang.content.evaluating.queries.proposals import orders_under_way
from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.queries import actor_of
from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Invalid, Refusal
from mingtang.kernel.identity import Actor
from mingtang.kernel.jobs.job import named

ARRANGE = "content.arrange-columns"
_ALLOWED_FROM = {
    Deed.CARRY_OUT: (Status.PROPOSED, Status.UNDONE),
    Deed.UNDO: (Status.CARRIED_OUT,),
}
_BROKEN = "系统出了错，什么也没有改动。请再按一次，还不行请联系管理员。"


def order_arrangement(
    *, actor: Actor, number: int, deed: Deed, titles: Sequence[str] | None = None
) -> None:
    """Check what can be checked at once, note who wants it, and leave the work to the worker."""
    check_may_arrange(actor)
    # Asked before the lock, which an arrangement at work holds to its end.
    _check_is_free(number)
    with transaction.atomic():
        proposal = locked(number, *_ALLOWED_FROM[deed])
        _check_is_free(number)
        if deed == Deed.CARRY_OUT:
            entitled(proposal.plan["groups"], titles)
        facts = {
            "deed": deed,
            "titles": None if titles is None else list(titles),
            "by_id": actor.id,
            "by_name": actor.name,
            "ordered_at": timezone.now(),
            "sentence": "",
        }
        Order.objects.update_or_create(proposal=proposal, defaults=facts)
        record(
            actor,
            action="content.columns-arrangement-ordered",
            subject=f"proposal:{proposal.pk}",
            details={"title": proposal.title, "deed": deed.value},
        )
        named(ARRANGE).later(proposal_number=proposal.pk)


def fulfil_order(*, proposal_number: int) -> None:
    """Do what was ordered, in one transaction that takes the order away as well.

    So a worker may die over it at any time: either nothing was done and the order is still there,
    or all of it was done and there is no order left.
    """
    order = orders_under_way().filter(pk=proposal_number).first()
    if order is None:
        return
    try:
        with transaction.atomic():
            _fulfil(order)
    except Refusal as refusal:
        _give_back(order, _sentence_of(refusal))
    except OperationalError:
        raise  # the database was in the way; the queue tries again
    except Exception:
        _give_back(order, _BROKEN)
        raise


def _check_is_free(number: int) -> None:
    if orders_under_way().filter(pk=number).exists():
        raise ArrangementUnderWay


def _fulfil(order: Order) -> None:
    # A worker taken for dead may still be at it: then this waits, and finds no order any more.
    if not orders_under_way().select_for_update().filter(pk=order.pk).exists():
        return
    # Roles are those of now: whoever has left the post since is refused.
    actor = actor_of(StaffMember.objects.filter(pk=order.by_id).first())
    if order.deed == Deed.CARRY_OUT:
        carry_out_proposal(actor=actor, number=order.pk, titles=order.titles)
    else:
        undo_proposal(actor=actor, number=order.pk)


def _give_back(order: Order, sentence: str) -> None:
    """Say why it was not done; the proposal is open again."""
    Order.objects.filter(pk=order.pk, ordered_at=order.ordered_at).update(sentence=sentence[:500])


def _sentence_of(refusal: Refusal) -> str:
    return "".join(refusal.fields.values()) if isinstance(refusal, Invalid) else str(refusal)
