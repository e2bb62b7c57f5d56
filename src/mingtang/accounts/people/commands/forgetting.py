"""Removes what has been kept for as long as the law asks."""

from datetime import timedelta

from django.utils import timezone

from mingtang.accounts.people.models import Disclosure

#: 网络数据安全管理条例 第十二条: records of giving personal data away, at least three years.
KEEP_DISCLOSURES = timedelta(days=3 * 366)


def forget_old_disclosures() -> int:
    """Remove who asked what, once nobody has to answer for it any more."""
    removed, _ = Disclosure.objects.filter(asked_at__lt=timezone.now() - KEEP_DISCLOSURES).delete()
    return removed
