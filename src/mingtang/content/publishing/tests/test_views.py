from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.publishing.models import Publication, Schedule
from mingtang.content.site.disk import site_folder
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.content.upkeep.watching import SiteWatcher

pytestmark = pytest.mark.django_db


class TestAdminBypasses:
    def test_posting_publish_only_saves_a_draft(self):
        page = make.draft()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])

        browser_of(final_reviewer()).post(address, {"action-publish": "1", "title": "x"})

        assert not Page.objects.get(pk=page.pk).live

    @pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
    @pytest.mark.parametrize("who", [editor, final_reviewer])
    def test_bulk_actions_change_nothing_public(self, action, who):
        page = make.published()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

        browser_of(who()).post(f"{address}?id={page.pk}&next=/cms/", {"chooser": ""})

        assert Page.objects.get(pk=page.pk).live
        assert Publication.objects.filter(pk=page.pk).exists()

    @pytest.mark.parametrize("action", ["publish", "unpublish"])
    def test_the_admin_api_is_refused(self, action):
        page = make.published() if action == "unpublish" else make.draft()
        was = Page.objects.get(pk=page.pk).live

        response = browser_of(final_reviewer()).post(
            f"/cms/api/main/pages/{page.pk}/action/{action}/", {}, content_type="application/json"
        )

        assert response.status_code in {401, 403, 404, 405, 409}
        assert Page.objects.get(pk=page.pk).live == was

    @pytest.mark.parametrize("name", ["unpublish", "delete"])
    def test_the_pages_own_buttons_are_refused(self, name):
        page = make.published()

        browser_of(editor()).post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))

        assert Page.objects.get(pk=page.pk).live


class TestWithdraw:
    def test_a_final_reviewer_takes_a_page_off_with_a_reason(self):
        page = make.published()
        address = reverse("content_withdraw", args=[page.pk])
        browser = browser_of(final_reviewer())

        refused = browser.post(address, {"reason": ""})
        done = browser.post(address, {"reason": "写错了"})

        assert (refused.status_code, done.status_code) == (422, 302)
        assert not Publication.objects.filter(pk=page.pk).exists()

    def test_an_editor_cannot(self):
        page = make.published()

        response = browser_of(editor()).post(
            reverse("content_withdraw", args=[page.pk]), {"reason": "x"}
        )

        assert response.status_code == 403

    def test_the_list_finds_pages_by_title(self):
        page = make.published()

        html = browser_of(final_reviewer()).get("/cms/publishing/?q=居住证").content.decode()

        assert page.title in html
        assert "撤下" in html


class TestStatus:
    def test_says_loudly_that_nobody_watches(self):
        page = browser_of(editor()).get(reverse("content_publishing_status")).content.decode()

        assert "没有在运行" in page

    def test_shows_when_it_was_looked_at_and_what_was_found(self, tmp_path, monkeypatch):
        monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
        make.published()
        refresh_stale()
        watcher = SiteWatcher()
        watcher.look()
        (site_folder() / "casino.html").write_text("来玩")
        watcher.look()

        page = browser_of(editor()).get(reverse("content_publishing_status")).content.decode()

        assert "正在运行" in page
        assert "casino.html" in page
        assert "已恢复" in page

    def test_lets_a_final_reviewer_cancel_what_waits(self):
        later = timezone.now() + timedelta(days=1)
        page = make.published(make.draft(go_live_at=later))
        browser = browser_of(final_reviewer())
        address = reverse("content_cancel_schedule", args=[page.pk])

        assert page.title in browser.get(reverse("content_publishing_status")).content.decode()
        assert "请写明" in browser.post(address, {"reason": " "}).content.decode()
        browser.post(address, {"reason": "改期"})

        assert not Schedule.objects.exists()

    def test_keeps_others_from_cancelling(self):
        page = make.published(make.draft(go_live_at=timezone.now() + timedelta(days=1)))

        answer = browser_of(editor()).post(
            reverse("content_cancel_schedule", args=[page.pk]), {"reason": "改期"}
        )

        assert answer.status_code == 403
        assert Schedule.objects.exists()
