"""Keep the documents as their owners tell them. The newest word counts, whatever the order."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from mingtang.assistant.search.models import Document, Edition
from mingtang.assistant.search.telling import Telling

THE_ONE = 1


@transaction.atomic
def keep_document(*, telling: Telling, told_at: datetime) -> bool:
    """Make a document findable as told; what was said earlier changes nothing. Tell whether it did."""
    return _change(telling.path, told_at=told_at, values={**asdict(telling), "is_public": True})


@transaction.atomic
def drop_document(*, path: str, told_at: datetime) -> bool:
    """Make a document unfindable and forget its text, unless it was told again since."""
    empty = asdict(Telling(path=path, kind="", title=""))
    return _change(path, told_at=told_at, values={**empty, "is_public": False})


@transaction.atomic
def order_rebuild() -> None:
    """Make every process that searches build its index anew; the old one answers until then."""
    edition = _locked_edition()
    edition.build += 1
    edition.save(update_fields=["build"])


def _change(path: str, *, told_at: datetime, values: dict[str, object]) -> bool:
    edition = _locked_edition()
    if Document.objects.filter(path=path, told_at__gt=told_at).exists():
        return False
    edition.number += 1
    edition.save(update_fields=["number"])
    Document.objects.update_or_create(
        path=path, defaults={**values, "told_at": told_at, "change": edition.number}
    )
    return True


def _locked_edition() -> Edition:
    Edition.objects.bulk_create([Edition(pk=THE_ONE)], ignore_conflicts=True)
    return Edition.objects.select_for_update().get(pk=THE_ONE)
