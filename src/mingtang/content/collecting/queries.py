"""Reads of collecting: which sources there are, how they are, what was found."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from mingtang.content.collecting.errors import CollectedNotFound, OnlyEditorsCollect, SourceNotFound
from mingtang.content.collecting.models import Item, Original, Outcome, Source
from mingtang.content.finding.links import same_thing
from mingtang.content.identity.roles import EDITOR
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.identity import Actor

#: An original is looked at again after this long, the longest unseen first.
CHECK_AFTER = timedelta(days=1)
CHECK_MISSING_AFTER = timedelta(hours=1)
CHECKED_FOR = timedelta(days=730)

_LOOK = Q(items__original=Original.CHANGED) | Q(
    items__original=Original.WITHDRAWN, items__noticed_at=None
)


def require_editor(actor: Actor) -> None:
    if not actor.has_role(EDITOR):
        raise OnlyEditorsCollect


def sources_for(actor: Actor) -> QuerySet[Source]:
    """Every source with its counts; those in trouble come first."""
    require_editor(actor)
    return (
        Source.objects.select_related("department")
        .annotate(
            taken=Count("items", Q(items__outcome=Outcome.TAKEN), distinct=True),
            waiting=Count("items", Q(items__outcome=Outcome.WAITING), distinct=True),
            to_look_at=Count("items", _LOOK, distinct=True),
        )
        .order_by("-is_announced_failed", "-failures", "name", "pk")
    )


def find_source(source_id: int, *, visible_to: Actor) -> Source:
    source = sources_for(visible_to).filter(pk=source_id).first()
    if source is None:
        raise SourceNotFound
    return source


def find_item(item_id: int, *, visible_to: Actor) -> Item:
    require_editor(visible_to)
    item = Item.objects.select_related("source").filter(pk=item_id).first()
    if item is None:
        raise CollectedNotFound
    return item


def items_of(source: Source, *, outcome: str = "") -> QuerySet[Item]:
    found = source.items.order_by("-published_on", "-pk")
    return found.filter(outcome=outcome) if outcome else found


def counts_of(source: Source) -> Sequence[tuple[Outcome, int]]:
    rows = dict(source.items.values_list("outcome").annotate(Count("pk")).order_by())
    return [(outcome, rows[outcome]) for outcome in Outcome if outcome in rows]


def originals_to_look_at(actor: Actor) -> QuerySet[Item]:
    """Originals that were changed or taken away and that no editor has looked at yet."""
    require_editor(actor)
    return (
        Item.objects.select_related("source")
        .filter(
            Q(original=Original.CHANGED) | Q(original=Original.WITHDRAWN, noticed_at=None),
        )
        .order_by("source__name", "-published_on")
    )


def sources_in_trouble(actor: Actor) -> QuerySet[Source]:
    return sources_for(actor).filter(failures__gt=0, is_paused=False)


def due_sources(*, at: datetime) -> list[int]:
    """Sources whose time has come, the longest waiting first."""
    due = Source.objects.filter(is_paused=False, next_run_at__lte=at)
    return list(due.order_by("next_run_at", "pk").values_list("pk", flat=True))


def waiting_items(source_id: int) -> list[Item]:
    return list(Item.objects.filter(source=source_id, outcome=Outcome.WAITING).order_by("pk"))


def known_keys(source_id: int, keys: Sequence[str]) -> set[str]:
    found = Item.objects.filter(source=source_id, key__in=keys)
    return set(found.values_list("key", flat=True))


def originals_to_check(source_id: int, *, most: int) -> list[Item]:
    """In rotation, those nobody has looked at for the longest time; missing ones first."""
    now = timezone.now()
    due = Q(checked_at__lt=now - CHECK_AFTER) | Q(
        original=Original.MISSING, checked_at__lt=now - CHECK_MISSING_AFTER
    )
    taken = Item.objects.filter(
        due, source=source_id, outcome=Outcome.TAKEN, settled_at__gt=now - CHECKED_FOR
    ).exclude(original=Original.WITHDRAWN, noticed_at__isnull=False)
    pages = taken.exclude(page_digest="").exclude(address__contains="#")
    is_missing = Q(original=Original.MISSING)
    missing_first = pages.alias(is_missing=ExpressionWrapper(is_missing, BooleanField()))
    return list(missing_first.order_by("-is_missing", "checked_at", "pk")[:most])


def twin_of(item: Item, *, doc_number: str, digest: str) -> Item | None:
    """Something already taken in that is the same by its number or its text."""
    same = Q(digest=digest)
    if doc_number:
        same |= Q(doc_number=doc_number)
    taken = Item.objects.filter(same, outcome=Outcome.TAKEN).exclude(pk=item.pk)
    return taken.select_related("source").order_by("pk").first()


def key_of(address: str) -> str:
    """Return what an address is known by; the fragment counts where it names a record or a state."""
    if not address.startswith("folder:"):
        address = f"{same_thing(address)}#{address.partition('#')[2]}"
    return sm3(address.encode()).hex()
