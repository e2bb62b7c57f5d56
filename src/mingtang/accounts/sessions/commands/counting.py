"""Counts failed tries, so that guessing takes years (等保 8.1.4.1 b)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mingtang.accounts.people.models import Account
from mingtang.accounts.sessions.errors import Locked, TooManyFromHere
from mingtang.accounts.sessions.models import FailedTries
from mingtang.kernel.fields import blind_index

TRIES_OF_AN_ACCOUNT = 5
#: A town hall's free network is one address to us: generous, but no room for guessing.
TRIES_OF_A_CLIENT = 40
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Try:
    """A try that has been counted before its password is looked at.

    Counting first means that a hundred tries sent at once are still five.
    """

    key: str
    client_key: str
    left: int


def count_try(*, account: Account | None, name: str, address: str) -> Try:
    """Count a try, or refuse it: the client first, then the account or the unknown name alike."""
    client_key = blind_index(address, purpose="accounts.tries.client")
    key = blind_index(str(account.pk) if account else name, purpose="accounts.tries.name")
    _, seconds = _count(client_key, TRIES_OF_A_CLIENT)
    if seconds:
        raise TooManyFromHere(seconds=seconds)
    left, seconds = _count(key, TRIES_OF_AN_ACCOUNT)
    if seconds:
        raise Locked(seconds=seconds)
    return Try(key=key, client_key=client_key, left=left)


@transaction.atomic
def forgive(counted: Try) -> None:
    """The password was right: the account starts anew, and the client is not blamed."""
    FailedTries.objects.filter(pk=counted.key).delete()
    _take_back(counted.client_key)


def forget_old_tries() -> int:
    """Remove counts whose window is over."""
    removed, _ = FailedTries.objects.filter(last_at__lt=timezone.now() - WINDOW).delete()
    return removed


@transaction.atomic
def _count(key: str, allowed: int) -> tuple[int, float]:
    """Return how many tries are left after this one, or how many seconds to wait."""
    now = timezone.now()
    FailedTries.objects.bulk_create(
        [FailedTries(key=key, since=now, last_at=now)], ignore_conflicts=True
    )
    tries = FailedTries.objects.select_for_update().get(pk=key)
    if tries.last_at <= now - WINDOW:
        tries.count, tries.since = 0, now
    if tries.count >= allowed:
        return 0, (tries.last_at + WINDOW - now).total_seconds()
    tries.count, tries.last_at = tries.count + 1, now
    tries.save()
    return allowed - tries.count, 0.0


def _take_back(key: str) -> None:
    FailedTries.objects.filter(pk=key, count__gt=0).update(count=F("count") - 1)
