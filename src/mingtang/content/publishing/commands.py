"""Publish and withdraw pages. There is no other way in and no other way out."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from mingtang.content.checking.errors import SeriousFindings
from mingtang.content.checking.queries import blocking_findings_in
from mingtang.content.contract.events import PagePublished, PageWithdrawn
from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.pages.choices import IN_FORCE, Validity
from mingtang.content.pages.models import ArticlePage, HomePage
from mingtang.content.pages.presenting import FilesOfTheCms, body_of
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.errors import (
    AlreadyOver,
    ColumnNotPublished,
    HomeStays,
    NotCleared,
    NothingScheduled,
    NotYet,
    OnlyArticlesAreScheduled,
    OnlyFinalReviewersPublish,
    PagesBelow,
    WithdrawalReasonMissing,
)
from mingtang.content.publishing.models import Publication, Schedule
from mingtang.content.publishing.queries import (
    COLUMN,
    HOME,
    find_publication,
    is_of_history,
    path_of,
)
from mingtang.content.publishing.staleness import mark_stale, touched_by
from mingtang.content.publishing.waking import wake_to_expire, wake_to_go_live
from mingtang.content.reviewing.commands import void_decisions
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.queries import is_cleared
from mingtang.content.reviewing.seats import may_act_at
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce


@transaction.atomic
def publish_page(
    *, actor: Actor, page_number: int, revision_number: int, published_at: datetime | None = None
) -> Publication:
    """Make exactly this revision public, if all six acts of its review were about this text.

    The date of publication is set here and cannot be chosen; only the platform, when it brings in
    history, gives the date of then.
    """
    _check_may_publish(actor)
    page = Page.objects.select_for_update().get(pk=page_number).specific
    revision = page.revisions.get(pk=revision_number)
    # History is on our own record; Wagtail's log is for what people did in the CMS.
    publishing = PublishPageRevisionAction(
        revision, user=_user(actor), log_action=not actor.is_system
    )
    # What is checked here is the very object that goes live below.
    text = publishing.object
    digest = digest_of(text)
    _check_is_publishable(text, digest)
    if text.go_live_at and text.go_live_at > timezone.now():
        raise NotYet
    before = Publication.objects.filter(pk=page_number).first()
    touched = touched_by(before) if before else set()
    publication = _put_on_record(
        text, revision, digest, published_at if actor.is_system else None, before
    )
    publishing.execute(skip_permission_checks=True)
    record(
        actor,
        action="content.page-published",
        subject=f"page:{page_number}",
        details={"path": publication.path, "sm3": digest, "revision": revision_number},
    )
    if isinstance(text, ArticlePage):
        announce(news_of(actor, publication, text))
    _settle_times(publication, revision)
    mark_stale(touched | touched_by(publication))
    return publication


@transaction.atomic
def release_page(*, actor: Actor, page_number: int, revision_number: int) -> None:
    """Publish what the last level approved: at once, or at the time that is part of the text."""
    _check_may_publish(actor)
    page = Page.objects.select_for_update().get(pk=page_number)
    text = page.revisions.get(pk=revision_number).as_object()
    if text.go_live_at is None or text.go_live_at <= timezone.now():
        publish_page(actor=actor, page_number=page_number, revision_number=revision_number)
        return
    digest = digest_of(text)
    _check_is_publishable(text, digest)
    Schedule.objects.update_or_create(
        page_id=page_number,
        defaults={
            "revision_id": revision_number,
            "digest": digest,
            "title": text.title,
            "go_live_at": text.go_live_at,
            "approved_by": actor.name,
            "problem": "",
        },
    )
    record(
        actor,
        action="content.page-scheduled",
        subject=f"page:{page_number}",
        details={
            "go_live_at": text.go_live_at.isoformat(),
            "sm3": digest,
            "revision": revision_number,
        },
    )
    wake_to_go_live(page_number, moment=text.go_live_at)


@transaction.atomic
def cancel_schedule(*, actor: Actor, page_number: int, reason: str) -> None:
    """Take back a text that waits for its time. Its approvals are used up."""
    _check_may_publish(actor)
    if not reason.strip():
        raise WithdrawalReasonMissing
    if not Schedule.objects.filter(pk=page_number).delete()[0]:
        raise NothingScheduled
    void_decisions(actor=actor, page_number=page_number)
    record(
        actor,
        action="content.schedule-cancelled",
        subject=f"page:{page_number}",
        details={"reason": reason.strip()},
    )


@transaction.atomic
def withdraw_page(*, actor: Actor, page_number: int, reason: str) -> None:
    """Take a page off the site, its files and lists included. Its approvals are used up."""
    _check_may_withdraw(actor)
    if not reason.strip():
        raise WithdrawalReasonMissing
    publication = find_publication(page_number, lock=True)
    if publication.kind == HOME:
        raise HomeStays
    if Publication.objects.filter(column_number=page_number).exists():
        raise PagesBelow
    touched, path = touched_by(publication), publication.path
    page = publication.page.specific
    publication.delete()
    Schedule.objects.filter(pk=page_number).delete()
    UnpublishPageAction(page, user=_user(actor)).execute(skip_permission_checks=True)
    void_decisions(actor=actor, page_number=page_number)
    record(
        actor,
        action="content.page-withdrawn",
        subject=f"page:{page_number}",
        details={"path": path, "reason": reason.strip()},
    )
    announce(PageWithdrawn(actor_id=actor.id, path=path))
    mark_stale(touched)


def _check_may_publish(actor: Actor) -> None:
    """Whoever has the last level today: a final reviewer, or their stand-in."""
    if not (actor.is_system or may_act_at(actor, Level.FINAL)):
        raise OnlyFinalReviewersPublish


def _check_may_withdraw(actor: Actor) -> None:
    if not (actor.is_system or actor.has_role(FINAL_REVIEWER)):
        raise OnlyFinalReviewersPublish


def _check_is_publishable(text: Any, digest: str) -> None:
    if not is_cleared(text.pk, digest=digest):
        raise NotCleared
    if (text.go_live_at or text.expire_at) and not isinstance(text, ArticlePage):
        raise OnlyArticlesAreScheduled
    if text.expire_at and text.expire_at <= timezone.now():
        raise AlreadyOver
    if not is_of_history(text.pk, digest=digest) and (serious := blocking_findings_in(text)):
        raise SeriousFindings(serious)
    parent = text.get_parent()
    if not isinstance(text, HomePage) and not Publication.objects.filter(pk=parent.pk).exists():
        raise ColumnNotPublished


def _put_on_record(
    text: Any,
    revision: Revision,
    digest: str,
    published_at: datetime | None,
    before: Publication | None,
) -> Publication:
    """Write the row that allows the page to be live; the first date of publication stays."""
    is_home = isinstance(text, HomePage)
    date = before.published_at if before else published_at or timezone.now()
    publication, _ = Publication.objects.update_or_create(
        page_id=text.pk,
        defaults={
            "revision": revision,
            "digest": digest,
            "path": path_of(text),
            "kind": HOME if is_home else getattr(text, "kind", COLUMN),
            "column_number": None if is_home else text.get_parent().pk,
            "title": text.title,
            "published_at": date,
            "position": getattr(text, "position", 0),
            **(_facts_of(text) if isinstance(text, ArticlePage) else _facts_of_column(text)),
        },
    )
    return publication


def _facts_of(article: ArticlePage) -> dict[str, Any]:
    return {
        "summary": article.summary,
        "department": article.department.name if article.department else "",
        "doc_number": article.doc_number,
        "validity": validity_on(timezone.localdate(), article),
        "valid_until": article.expires_on,
        "expires_at": article.expire_at,
        "interprets_number": article.interprets_id,
        "related_numbers": sorted(page.pk for page in article.related.all()),
    }


def _facts_of_column(page: Any) -> dict[str, Any]:
    return {
        "kind": HOME if isinstance(page, HomePage) else COLUMN,
        "summary": getattr(page, "description", ""),
    }


def news_of(actor: Actor, publication: Publication, article: ArticlePage) -> PagePublished:
    column = article.get_parent()
    return PagePublished(
        actor_id=actor.id,
        path=publication.path,
        kind=publication.kind,
        title=article.title,
        text=body_of(article, files=FilesOfTheCms()).text,
        department=publication.department,
        published_at=publication.published_at,
        validity=publication.validity,
        doc_number=article.doc_number,
        column=column.title if column else "",
    )


def validity_on(day: date, article: ArticlePage) -> str:
    """Return what is true of a policy on a day: past its last day it is no longer valid."""
    is_over = bool(article.expires_on and article.expires_on < day)
    return str(Validity.EXPIRED if is_over and article.validity in IN_FORCE else article.validity)


def _settle_times(publication: Publication, revision: Revision) -> None:
    """Let our own schedule be the only one, and drop what waited to be published before."""
    Schedule.objects.filter(pk=publication.pk, revision_id__lte=revision.pk).delete()
    # Wagtail's own command would take the page off by this, past our records.
    Page.objects.filter(pk=publication.pk).update(go_live_at=None, expire_at=None)
    if publication.expires_at:
        wake_to_expire(publication.pk, moment=publication.expires_at)


def _user(actor: Actor) -> StaffMember | None:
    return StaffMember.objects.filter(pk=actor.id).first()
