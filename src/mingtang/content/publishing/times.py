"""What happens to pages at a time: approved texts go live, pages come off, policies end."""

from django.db import transaction
from django.utils import timezone

from mingtang.content.pages.choices import IN_FORCE, Validity
from mingtang.content.publishing.commands import news_of, publish_page, withdraw_page
from mingtang.content.publishing.models import Publication, Schedule
from mingtang.content.publishing.queries import text_published
from mingtang.content.publishing.staleness import mark_stale, touched_by
from mingtang.kernel.audit.commands import record
from mingtang.kernel.errors import Refusal
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.logs import log
from mingtang.kernel.outbox.commands import announce

EXPIRED = "到了定好的撤下时间"


def publish_due(*, page_number: int | None = None) -> int:
    """Publish approved texts whose time has come; return how many. Safe to repeat, also at once."""
    due = Schedule.objects.filter(go_live_at__lte=timezone.now()).filter(**_page(page_number))
    return sum(_publish(number) for number in list(due.values_list("pk", flat=True)))


def withdraw_due(*, page_number: int | None = None) -> int:
    """Take pages off whose time is over; return how many."""
    due = Publication.objects.filter(expires_at__lte=timezone.now()).filter(**_page(page_number))
    return sum(_withdraw(number) for number in list(due.values_list("pk", flat=True)))


@transaction.atomic
def mark_expired_policies() -> int:
    """Mark policies past their last day as no longer valid, on the page and wherever it is listed."""
    over = Publication.objects.select_for_update().filter(
        valid_until__lt=timezone.localdate(), validity__in=IN_FORCE
    )
    touched: set[str] = set()
    for publication in over:
        publication.validity = Validity.EXPIRED.value
        publication.save(update_fields=["validity", "changed_at"])
        touched |= touched_by(publication)
        record(
            THE_PLATFORM,
            action="content.policy-expired",
            subject=f"page:{publication.pk}",
            details={"path": publication.path, "valid_until": str(publication.valid_until)},
        )
        announce(news_of(THE_PLATFORM, publication, text_published(publication)))
    if touched:
        mark_stale(touched)
    return len(over)


def _page(page_number: int | None) -> dict[str, int]:
    return {} if page_number is None else {"pk": page_number}


def _publish(page_number: int) -> bool:
    try:
        with transaction.atomic():
            schedule = Schedule.objects.select_for_update().filter(pk=page_number).first()
            if schedule is None or schedule.go_live_at > timezone.now():
                return False
            publish_page(
                actor=THE_PLATFORM,
                page_number=page_number,
                revision_number=schedule.revision_id,
            )
    except Refusal as refusal:
        # It stays on the list with the reason; every minute it is tried again.
        Schedule.objects.filter(pk=page_number).update(problem=str(refusal)[:300])
        log.error("scheduled_page_refused", page=page_number, reason=str(refusal))
        return False
    return True


def _withdraw(page_number: int) -> bool:
    try:
        with transaction.atomic():
            publication = Publication.objects.select_for_update().filter(pk=page_number).first()
            if publication is None or not publication.expires_at:
                return False
            if publication.expires_at > timezone.now():
                return False
            withdraw_page(actor=THE_PLATFORM, page_number=page_number, reason=EXPIRED)
    except Refusal as refusal:
        log.error("expired_page_refused", page=page_number, reason=str(refusal))
        return False
    return True
