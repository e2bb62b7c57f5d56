import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Page

from mingtang.content.pages.models import ArticlePage
from mingtang.content.pages.texts import digest_of, text_of
from mingtang.content.publishing.errors import (
    OnlyThoseInChargeMove,
    PageUnderReview,
    TextWouldChange,
)
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.moving import (
    close_column,
    drop_column,
    move_page,
    open_column,
    reopen_column,
    same_words,
)
from mingtang.content.reviewing.models import Decision
from mingtang.content.site.disk import site_folder
from mingtang.content.site.queries import verify_site
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import department_reviewer, editor, final_reviewer
from mingtang.content.upkeep.rebuilding import rebuild_site
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db

FACTS = {"title": "参保缴费", "slug": "canbao", "description": "怎么参保", "keywords": "参保"}


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


def exists(path):
    return (site_folder() / path).exists()


def move(page, column, *, actor=None, **more):
    return move_page(
        actor=actor or final_reviewer(),
        page_number=page.pk,
        column_number=column.pk,
        reason="合并栏目",
        **more,
    )


@pytest.fixture
def page():
    return make.published()


@pytest.fixture
def target():
    return make.column("canbao", title="参保缴费")


class TestMovePage:
    def test_puts_page_lists_and_feed_in_the_new_place_and_nothing_stays_in_the_old(
        self, page, target
    ):
        rebuild_site()

        moved = move(page, target)
        refresh_stale()

        assert (moved.path_before, moved.path_after) == (
            "/tongzhi/juzhuzheng/",
            "/canbao/juzhuzheng/",
        )
        assert exists("canbao/juzhuzheng/index.html")
        assert not exists("tongzhi/juzhuzheng/index.html")
        assert "/canbao/juzhuzheng/" in (site_folder() / "canbao/feed.xml").read_text()
        assert "juzhuzheng" not in (site_folder() / "tongzhi/index.html").read_text()
        assert verify_site().problems == ()

    def test_changes_no_word_and_binds_the_approval_to_the_new_place_on_record(self, page, target):
        before = Publication.objects.get(pk=page.pk)
        text_before = text_of(before.revision.as_object())

        move(page, target)

        after = Publication.objects.get(pk=page.pk)
        assert after.revision_id == before.revision_id
        assert same_words(text_before, text_of(after.revision.as_object()))
        assert after.digest == digest_of(after.revision.as_object()) != before.digest
        decision = Decision.objects.get(page_number=page.pk, digest=after.digest)
        assert decision.reviewer_name == "梁志远"
        assert before.digest in decision.comment
        assert "合并栏目" in decision.comment
        assert AuditEntry.objects.filter(action="content.page-moved").exists()

    def test_tells_search_the_old_address_is_gone_and_the_new_one_is_there(self, page, target):
        OutgoingMessage.objects.all().delete()

        move(page, target)

        told = [
            (m.topic, m.payload["data"]["path"]) for m in OutgoingMessage.objects.order_by("pk")
        ]
        assert told == [
            ("content.page-withdrawn.v1", "/tongzhi/juzhuzheng/"),
            ("content.page-published.v1", "/canbao/juzhuzheng/"),
        ]

    def test_gives_a_page_another_name_where_its_own_is_taken(self, page, target):
        make.published(make.draft(target, title="另一份", slug="juzhuzheng"))

        moved = move(page, target)

        assert moved.path_after == "/canbao/juzhuzheng-2/"
        assert Page.objects.get(pk=page.pk).slug == "juzhuzheng-2"
        refresh_stale()
        assert exists("canbao/juzhuzheng-2/index.html")

    def test_can_be_taken_back(self, page, target):
        before = Publication.objects.get(pk=page.pk)
        make.published(make.draft(target, title="另一份", slug="juzhuzheng"))
        moved = move(page, target)

        move_page(
            actor=final_reviewer(),
            page_number=page.pk,
            column_number=moved.column_before,
            reason="撤销",
            slug=moved.slug_before,
        )

        after = Publication.objects.get(pk=page.pk)
        assert (after.path, after.digest) == (before.path, before.digest)

    @pytest.mark.parametrize("who", [editor, department_reviewer])
    def test_is_refused_to_others(self, page, target, who):
        with pytest.raises(OnlyThoseInChargeMove):
            move(page, target, actor=who())

    def test_waits_for_a_review_in_progress(self, page, target):
        page.title = "改过"
        page.save_revision(user=make.user_of(editor()))
        make.send(page)

        with pytest.raises(PageUnderReview):
            move(page, target)

    def test_refuses_a_text_that_is_not_the_approved_one(self, page, target):
        revision = page.live_revision
        revision.content["title"] = "偷改的标题"
        revision.save()

        with pytest.raises(TextWouldChange):
            move(page, target)

    def test_gives_nobody_a_way_to_publish_an_unapproved_change(self, page, target):
        move(page, target)
        page = ArticlePage.objects.get(pk=page.pk)
        page.title = "没有审过的标题"

        with pytest.raises(IntegrityError), transaction.atomic():
            page.save_revision(user=make.user_of(editor())).publish()


class TestColumns:
    def test_open_close_and_reopen_exactly_as_they_were(self):
        old = make.column("tongzhi")
        before = Publication.objects.get(pk=old.pk)

        closed = close_column(actor=final_reviewer(), page_number=old.pk, reason="合并")
        assert not Publication.objects.filter(pk=old.pk).exists()
        reopen_column(actor=final_reviewer(), closed=closed, reason="撤销")

        after = Publication.objects.get(pk=old.pk)
        assert (after.digest, after.path, after.published_at) == (
            before.digest,
            before.path,
            before.published_at,
        )

    def test_a_new_column_says_who_answers_for_its_words(self):
        home = make.home()

        opened = open_column(
            actor=final_reviewer(), parent_number=home.pk, facts=FACTS, reason="合并九个栏目"
        )

        assert opened.path == "/canbao/"
        decision = Decision.objects.get(page_number=opened.pk)
        assert (decision.reviewer_name, decision.digest) == ("梁志远", opened.digest)
        drop_column(actor=final_reviewer(), page_number=opened.pk, reason="撤销")
        assert not Page.objects.filter(pk=opened.pk).exists()

    def test_are_opened_by_nobody_else(self):
        with pytest.raises(OnlyThoseInChargeMove):
            open_column(
                actor=editor(), parent_number=make.home().pk, facts=FACTS, reason="想要一个"
            )
