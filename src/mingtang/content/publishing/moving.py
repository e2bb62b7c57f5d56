"""Move public pages to another column, and open and close columns, without leaving 三审三校.

What three people approved is a text together with the column it stands in. A move changes only the
place. So the old approval is checked first, the text is compared word for word before and after, and
a decision of its own records who moved it and why, bound to the new place. Nothing else is relaxed:
the database still refuses a publication whose exact text no decision names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, Revision

from mingtang.content.contract.events import PageWithdrawn
from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.roles import FINAL_REVIEWER, OPERATOR
from mingtang.content.pages.models import ArticlePage, ColumnPage
from mingtang.content.pages.texts import digest_of, text_of
from mingtang.content.publishing.commands import news_of, publish_page, withdraw_page
from mingtang.content.publishing.errors import (
    AddressCannotMove,
    OnlyThoseInChargeMove,
    PageUnderReview,
    TextWouldChange,
)
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, find_publication, path_of
from mingtang.content.publishing.staleness import mark_stale, touched_by
from mingtang.content.reviewing.commands import bind_to_place
from mingtang.content.reviewing.models import Decision
from mingtang.content.reviewing.queries import is_cleared
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import THE_PLATFORM, Actor
from mingtang.kernel.outbox.commands import announce

MAY_MOVE = (FINAL_REVIEWER, OPERATOR)
#: What a move may change of a text; everything else has to stay as it was approved.
_PLACE = frozenset({"parent", "slug"})


@dataclass(frozen=True)
class Moved:
    """A page that has moved, with what is needed to bring it back."""

    page_number: int
    column_before: int
    slug_before: str
    path_before: str
    path_after: str


@dataclass(frozen=True)
class Closed:
    """A column that was taken off, with what is needed to open it again exactly as it was."""

    page_number: int
    path: str
    digest: str
    published_at: str


@transaction.atomic
def move_page(
    *, actor: Actor, page_number: int, column_number: int, reason: str, slug: str = ""
) -> Moved:
    """Put a public article into another public column. Its old address is the caller's to redirect."""
    check_may_move(actor)
    publication = find_publication(page_number, lock=True)
    column = find_publication(column_number)
    page = Page.objects.select_for_update().get(pk=page_number).specific
    _check_is_movable(page, publication)
    before = publication.revision.as_object()
    touched, old = touched_by(publication), publication.path
    moved = Moved(page_number, publication.column_number or 0, page.slug, old, "")
    wanted = slug or _free_slug(page, column.pk)
    if wanted != page.slug:
        publication.revision = _renamed(page, publication, wanted)
        page = Page.objects.get(pk=page_number).specific
    MovePageAction(
        page, Page.objects.get(pk=column.pk), pos="last-child", user=_user(actor)
    ).execute(skip_permission_checks=True)
    _bind_again(actor, publication, before=_text_of_before(before, moved), reason=reason)
    _tell(actor, publication, old=old, reason=reason)
    mark_stale(touched | touched_by(publication))
    return Moved(**{**moved.__dict__, "path_after": publication.path})


@transaction.atomic
def open_column(
    *, actor: Actor, parent_number: int, facts: Mapping[str, Any], reason: str
) -> Publication:
    """Make a new public column. Its few words are answered for by whoever opens it, on record."""
    check_may_move(actor)
    parent = Page.objects.get(pk=parent_number).specific
    column = ColumnPage(live=False, **facts)
    column.slug = _free_slug(column, parent_number)
    parent.add_child(instance=column)
    return _publish_column(actor, column, reason=reason)


@transaction.atomic
def close_column(*, actor: Actor, page_number: int, reason: str) -> Closed:
    """Take an empty column off. The page stays as a draft, so that it can be opened again."""
    check_may_move(actor)
    publication = find_publication(page_number, lock=True)
    closed = Closed(
        page_number,
        publication.path,
        publication.digest,
        publication.published_at.isoformat(),
    )
    withdraw_page(actor=THE_PLATFORM, page_number=page_number, reason=f"{reason}（{actor.name}）")
    return closed


@transaction.atomic
def reopen_column(*, actor: Actor, closed: Closed, reason: str) -> Publication:
    """Open a closed column again, with exactly the words it had."""
    check_may_move(actor)
    column = ColumnPage.objects.get(pk=closed.page_number)
    revision = column.revisions.order_by("-pk").first()
    if revision is None or digest_of(revision.as_object()) != closed.digest:
        raise TextWouldChange
    since = datetime.fromisoformat(closed.published_at)
    return _publish_column(actor, revision.as_object(), reason=reason, since=since)


@transaction.atomic
def drop_column(*, actor: Actor, page_number: int, reason: str) -> None:
    """Take an empty column off and remove it: nobody needs it as a draft."""
    check_may_move(actor)
    withdraw_page(actor=THE_PLATFORM, page_number=page_number, reason=f"{reason}（{actor.name}）")
    column = ColumnPage.objects.get(pk=page_number)
    if not column.get_children().exists():
        column.delete()


@transaction.atomic
def carry_drafts(*, actor: Actor, from_number: int, to_number: int) -> list[int]:
    """Take what is not public along to another column, so that its editors find it; say which."""
    check_may_move(actor)
    column = Page.objects.get(pk=to_number)
    carried = []
    for page in Page.objects.get(pk=from_number).get_children().filter(live=False):
        if page.current_workflow_state is not None:
            raise PageUnderReview
        slug = _free_slug(page, to_number)
        if slug != page.slug:
            Page.objects.filter(pk=page.pk).update(slug=slug)
        MovePageAction(
            Page.objects.get(pk=page.pk), column, pos="last-child", user=_user(actor)
        ).execute(skip_permission_checks=True)
        column.refresh_from_db()
        carried.append(page.pk)
    return carried


def check_may_move(actor: Actor) -> None:
    if not (actor.is_system or actor.has_role(*MAY_MOVE)):
        raise OnlyThoseInChargeMove


def _text_of_before(text: Any, moved: Moved) -> dict[str, Any]:
    """Return the approved text with the place it had, whatever the tree says by now."""
    return {**text_of(text), "parent": moved.column_before, "slug": moved.slug_before}


def same_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two texts differ in nothing but their place."""
    return {k: v for k, v in before.items() if k not in _PLACE} == {
        k: v for k, v in after.items() if k not in _PLACE
    }


def _check_is_movable(page: Any, publication: Publication) -> None:
    if publication.kind == COLUMN or not isinstance(page, ArticlePage):
        raise AddressCannotMove
    if page.current_workflow_state is not None:
        raise PageUnderReview
    digest = digest_of(publication.revision.as_object())
    if digest != publication.digest or not is_cleared(page.pk, digest=digest):
        raise TextWouldChange


def _free_slug(page: Any, column_number: int) -> str:
    """Return the page's last part of the address, with a number where that is taken."""
    slug = page.slug or page._get_autogenerated_slug(page.title)
    parent = Page.objects.get(pk=column_number)
    siblings = parent.get_children().exclude(pk=page.pk)
    if page.pk:
        siblings = siblings | page.get_siblings(inclusive=False)
    taken = set(siblings.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 2
    free = slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return str(free)


def _renamed(page: Any, publication: Publication, slug: str) -> Revision:
    """Give the page another last part of its address, where the one it had is taken."""
    if page.latest_revision_id != publication.revision_id:
        raise AddressCannotMove
    text = publication.revision.as_object()
    text.slug = slug
    revision: Revision = text.save_revision(changed=False, log_action=False, clean=False)
    Page.objects.filter(pk=page.pk).update(slug=slug)
    return revision


def _bind_again(
    actor: Actor, publication: Publication, *, before: Mapping[str, Any], reason: str
) -> None:
    """Record the decision for the new place, and put the publication there."""
    # A revision keeps the page it was loaded with, and with it the old place.
    revision = Revision.objects.get(pk=publication.revision_id)
    text = revision.as_object()
    if not same_words(before, text_of(text)):
        raise TextWouldChange
    old_digest, digest = publication.digest, digest_of(text)
    earlier = Decision.objects.filter(
        page_number=publication.pk, digest=old_digest, is_void=False
    ).values_list("pk", flat=True)
    bind_to_place(
        actor=actor,
        text=text,
        revision_number=revision.pk,
        comment=(
            f"移动位置，正文未变：{reason}。原稿 SM3 {old_digest}，"
            f"原审核记录 {'、'.join(map(str, sorted(earlier)))}。"
        ),
    )
    publication.revision = revision
    publication.digest = digest
    publication.path = path_of(text)
    publication.column_number = text.get_parent().pk
    publication.save()
    if text.live_revision_id != revision.pk:
        Page.objects.filter(pk=publication.pk).update(live_revision=revision)


def _publish_column(
    actor: Actor, column: Any, *, reason: str, since: datetime | None = None
) -> Publication:
    revision = column.save_revision(user=_user(actor), log_action=False, clean=since is None)
    bind_to_place(
        actor=actor,
        text=column,
        revision_number=revision.pk,
        comment=f"调整栏目，由{actor.name}负责栏目名称和说明：{reason}。",
    )
    return publish_page(
        actor=THE_PLATFORM,
        page_number=column.pk,
        revision_number=revision.pk,
        published_at=since,
    )


def _tell(actor: Actor, publication: Publication, *, old: str, reason: str) -> None:
    record(
        actor,
        action="content.page-moved",
        subject=f"page:{publication.pk}",
        details={
            "from": old,
            "to": publication.path,
            "reason": reason,
            "sm3": publication.digest,
            "revision": publication.revision_id,
        },
    )
    announce(PageWithdrawn(actor_id=actor.id, path=old))
    announce(news_of(actor, publication, publication.revision.as_object()))


def _user(actor: Actor) -> StaffMember | None:
    return StaffMember.objects.filter(pk=actor.id).first()
