"""Every other way to make a page public, or to take it off, is refused by the database itself."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from mingtang.content.pages.models import ArticlePage
from mingtang.content.publishing.commands import publish_page
from mingtang.content.publishing.errors import NotCleared, OnlyFinalReviewersPublish
from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.models import Decision
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer

pytestmark = pytest.mark.django_db


def is_public(page):
    return Page.objects.get(pk=page.pk).live


def through_the_model(page):
    page.save_revision().publish()


def through_the_action(page):
    PublishPageRevisionAction(page.get_latest_revision()).execute(skip_permission_checks=True)


def through_a_save(page):
    page.live = True
    page.save()


def through_an_update(page):
    Page.objects.filter(pk=page.pk).update(live=True)


def through_sql(page):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page SET live = true, live_revision_id = latest_revision_id "
            "WHERE id = %s",
            [page.pk],
        )


def through_the_schedule(page):
    page.get_latest_revision()
    page.revisions.update(approved_go_live_at=timezone.now() - timezone.timedelta(minutes=1))
    call_command("publish_scheduled")


def through_a_new_live_page(page):
    live = ArticlePage(title="直接上线", slug="zhijie", source="x", department=make.department())
    page.get_parent().add_child(instance=live)


def through_the_workflow_states(page):
    state = make.send(page)
    for _ in range(3):
        state.refresh_from_db()
        state.current_task_state.approve(user=make.user_of(final_reviewer()))


def through_a_publication_of_its_own(page):
    Publication.objects.create(
        page_id=page.pk,
        revision=page.get_latest_revision(),
        digest="0" * 64,
        path="/x/",
        kind="news",
        published_at=timezone.now(),
    )


WAYS = [
    through_the_model,
    through_the_action,
    through_a_save,
    through_an_update,
    through_sql,
    through_the_schedule,
    through_a_new_live_page,
    through_the_workflow_states,
    through_a_publication_of_its_own,
]


class TestGoingLive:
    @pytest.mark.parametrize("way", WAYS)
    def test_is_refused(self, way):
        page = make.draft()

        with pytest.raises((IntegrityError, NotCleared)), transaction.atomic():
            way(page)

        assert not is_public(page)
        assert not Publication.objects.filter(pk=page.pk).exists()

    def test_is_refused_for_a_later_revision_of_a_public_page(self):
        page = make.published()
        page.title = "没审过的标题"

        with pytest.raises(IntegrityError), transaction.atomic():
            page.save_revision().publish()

        assert Page.objects.get(pk=page.pk).title != "没审过的标题"

    def test_is_refused_by_the_command_without_three_approvals(self):
        page = make.draft()

        with pytest.raises(NotCleared):
            publish_page(
                actor=final_reviewer(),
                page_number=page.pk,
                revision_number=page.get_latest_revision().pk,
            )

    def test_is_refused_by_the_command_for_an_editor(self):
        page = make.draft()

        with pytest.raises(OnlyFinalReviewersPublish):
            publish_page(
                actor=editor(),
                page_number=page.pk,
                revision_number=page.get_latest_revision().pk,
            )

    def test_is_refused_when_two_approvals_come_from_one_person(self):
        page = make.published()
        Decision.objects.filter(page_number=page.pk, level=2).delete()
        Decision.objects.filter(page_number=page.pk, level=1).update(level=2)

        with pytest.raises(NotCleared):
            publish_page(
                actor=final_reviewer(),
                page_number=page.pk,
                revision_number=page.live_revision_id,
            )


class TestGoingOffline:
    def test_wagtails_unpublish_is_refused(self):
        page = make.published()

        with pytest.raises(IntegrityError), transaction.atomic():
            page.unpublish()

        assert is_public(page)

    def test_deleting_is_refused(self):
        page = make.published()

        with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
            page.delete()

        assert is_public(page)
