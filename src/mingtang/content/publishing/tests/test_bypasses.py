"""Every other way to make a page public, or to take it off, is refused by the database itself."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.pages.models import ArticlePage
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.commands import publish_page
from mingtang.content.publishing.errors import NotCleared, OnlyFinalReviewersPublish
from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.commands import approve_text, proofread_text
from mingtang.content.reviewing.errors import TextHasChanged
from mingtang.content.reviewing.models import Decision
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    department_reviewer,
    editor,
    final_reviewer,
    legal_reviewer,
)

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

    def test_is_refused_by_the_command_when_an_act_is_missing(self):
        page = make.draft()
        state = make.send(page)
        make.approve(page, department_reviewer(), legal_reviewer())
        proofread_text(actor=final_reviewer(), seen=make.seen(page))

        with pytest.raises(NotCleared):
            publish_page(
                actor=final_reviewer(),
                page_number=page.pk,
                revision_number=page.get_latest_revision().pk,
            )

        state.refresh_from_db()
        assert state.status == "in_progress"


def forge_acts(page, *people):
    """Write six acts into the table, as somebody with the database's password could."""
    text = page.get_latest_revision().as_object()
    for level in (1, 2, 3):
        for act in ("proofreading", "reviewing"):
            Decision.objects.create(
                page_number=page.pk,
                page_title=page.title,
                review_number=4711,
                revision_number=page.latest_revision_id,
                level=level,
                act=act,
                outcome="approved",
                reviewer_id=people[level - 1].id,
                reviewer_name=people[level - 1].name,
                digest=digest_of(text),
            )


class TestActsOfAReview:
    def test_forged_ones_do_not_publish_and_are_found(self, capsys):
        page = make.draft()
        forge_acts(page, department_reviewer(), legal_reviewer(), final_reviewer())

        with pytest.raises(NotCleared):
            publish_page(
                actor=final_reviewer(),
                page_number=page.pk,
                revision_number=page.get_latest_revision().pk,
            )
        with pytest.raises(CommandError):
            call_command("verify_reviews")

        assert "与审计链不符" in capsys.readouterr().err

    def test_the_database_refuses_one_person_at_two_levels(self):
        page, both = make.draft(), department_reviewer()

        with pytest.raises(IntegrityError, match="two levels"), transaction.atomic():
            forge_acts(page, both, both, final_reviewer())

    def test_the_database_refuses_to_change_one(self):
        page = make.published()

        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Decision.objects.filter(page_number=page.pk, level=1).update(reviewer_name="别人")

    def test_the_database_refuses_to_remove_one(self):
        page = make.published()

        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Decision.objects.filter(page_number=page.pk).delete()

    def test_one_that_was_changed_with_the_guard_off_is_found(self, capsys):
        page = make.published()
        with guard_off() as cursor:
            cursor.execute(
                "UPDATE content_reviewing_decision SET reviewer_name = '别人' "
                "WHERE page_number = %s AND level = 2",
                [page.pk],
            )

        with pytest.raises(CommandError, match="2 处"):
            call_command("verify_reviews")

        assert "别人" in capsys.readouterr().err

    def test_one_that_was_removed_with_the_guard_off_is_found(self):
        page = make.published()
        with guard_off() as cursor:
            cursor.execute(
                "DELETE FROM content_reviewing_decision WHERE page_number = %s AND level = 3",
                [page.pk],
            )

        with pytest.raises(CommandError, match="2 处"):
            call_command("verify_reviews")

    def test_they_hold_when_nobody_touched_them(self, capsys):
        make.published()

        call_command("verify_reviews")

        assert "相符" in capsys.readouterr().out

    def test_a_revision_edited_in_the_database_is_not_published(self):
        page = make.draft()
        make.send(page)
        make.approve(page, department_reviewer(), legal_reviewer())
        seen = make.seen(page)
        proofread_text(actor=final_reviewer(), seen=seen)
        revision = page.get_latest_revision()
        revision.content["title"] = "数据库里改的标题"
        revision.save()

        with pytest.raises(TextHasChanged):
            approve_text(actor=final_reviewer(), seen=seen)

        decision = approve_text(actor=final_reviewer(), seen=make.seen(page))
        assert decision.outcome == "restarted"
        assert not is_public(page)

    def test_wagtails_bulk_publishing_is_refused(self):
        page = make.draft()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

        response = browser_of(editor()).post(f"{address}?id={page.pk}")

        assert response.status_code == 409 or response.status_code == 403
        assert not is_public(page)


@contextmanager
def guard_off():
    """Act as the owner of the tables, who can take triggers away."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE content_reviewing_decision DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("ALTER TABLE content_reviewing_decision ENABLE TRIGGER USER")


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
