import json

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from mingtang.content.pages.models import Attachment
from mingtang.content.publishing.commands import publish_page, withdraw_page
from mingtang.content.publishing.errors import (
    ColumnNotPublished,
    HomeStays,
    NotCleared,
    OnlyFinalReviewersPublish,
    PagesBelow,
    WithdrawalReasonMissing,
)
from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.rendering.articles import NotTheApprovedText
from mingtang.content.site import manifest
from mingtang.content.site.disk import site_folder
from mingtang.content.site.queries import Finding, verify_site
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.content.upkeep.rebuilding import rebuild_site
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db

PAGE = "tongzhi/juzhuzheng/index.html"


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


def on_disk(path: str) -> str:
    return (site_folder() / path).read_text()


def exists(path: str) -> bool:
    return (site_folder() / path).exists()


def document(name: str = "名单.xlsx", content: bytes = b"PK\x03\x04"):
    made = get_document_model()(title="名单")
    made.file.save(name, ContentFile(content))
    return made


class TestPublishPage:
    def test_writes_the_page_its_lists_its_feed_and_the_map(self):
        make.published()

        refresh_stale()

        assert "<b>签注</b>" in on_disk(PAGE)
        assert "/tongzhi/juzhuzheng/" in on_disk("tongzhi/index.html")
        assert "关于居住证签注的通知" in on_disk("tongzhi/feed.xml")
        (month,) = site_folder().glob("sitemap-2*.xml")
        assert "/tongzhi/juzhuzheng/" in month.read_text()
        assert month.name in on_disk("sitemap.xml")
        assert "关于居住证签注的通知" in on_disk("index.html")
        assert not Stale.objects.exists()

    def test_leaves_a_signed_manifest_that_holds(self):
        make.published()

        refresh_stale()

        verdict = verify_site()
        assert verdict.problems == ()
        assert verdict.files >= 5

    def test_announces_the_whole_text(self):
        make.published()

        (message,) = OutgoingMessage.objects.filter(topic="content.page-published.v1")
        told = message.payload["data"]
        assert told["path"] == "/tongzhi/juzhuzheng/"
        assert told["text"] == "每年 签注 一次。"
        assert (told["department"], told["column"]) == ("明州市公安局", "通知公告")

    def test_a_changed_address_leaves_nothing_behind(self):
        page = make.published()
        refresh_stale()
        page.slug = "juzhuzheng-qianzhu"
        page.save_revision(user=make.user_of(editor()))
        make.published(page)

        refresh_stale()

        assert exists("tongzhi/juzhuzheng-qianzhu/index.html")
        assert not exists(PAGE)
        assert verify_site().problems == ()

    def test_the_first_date_of_publication_stays(self):
        page = make.published()
        first = Publication.objects.get(pk=page.pk).published_at
        page.title = "改过的标题"
        page.save_revision(user=make.user_of(editor()))

        make.published(page)

        publication = Publication.objects.get(pk=page.pk)
        assert publication.published_at == first
        assert publication.title == "改过的标题"

    def test_waits_for_its_column(self):
        column = make.column()
        withdraw_page(actor=final_reviewer(), page_number=column.pk, reason="合并")
        page = make.draft(column)
        make.send(page)

        with pytest.raises(ColumnNotPublished):
            make.approve(page, *make.reviewers())

    def test_script_in_any_field_is_shown_as_text(self):
        attack = "<script>alert(1)</script>"
        page = make.draft(
            title=f"通知{attack}",
            summary=attack,
            author=None,
            source=attack,
            body=[
                {
                    "type": "paragraph",
                    "value": f"<p onclick='x()'>好{attack}<a href='javascript:x()'>点</a></p>",
                },
                {"type": "quote", "value": attack},
                {
                    "type": "table",
                    "value": {
                        "columns": [{"type": "text", "heading": attack}],
                        "rows": [{"values": [attack]}],
                        "caption": attack,
                    },
                },
            ],
        )
        make.published(page)

        refresh_stale()

        html = on_disk(PAGE)
        assert "<script>alert" not in html
        assert "onclick" not in html
        assert "javascript:" not in html
        assert "&lt;script&gt;" in html

    def test_attachments_lie_under_files(self):
        page = make.draft()
        page.attachments = [Attachment(document=document(), title="名单")]
        page.save_revision(user=make.user_of(editor()))
        make.published(page)

        refresh_stale()

        (path,) = (site_folder() / "files" / str(page.pk)).iterdir()
        assert path.read_bytes() == b"PK\x03\x04"
        assert f"/files/{page.pk}/{path.name}" in on_disk(PAGE)

    def test_a_file_exchanged_after_approval_is_not_published(self):
        page = make.draft()
        made = document()
        page.attachments = [Attachment(document=made, title="名单")]
        page.save_revision(user=make.user_of(editor()))
        make.published(page)
        made.file.storage.delete(made.file.name)
        made.file.storage.save(made.file.name, ContentFile(b"exchanged"))

        with pytest.raises(NotTheApprovedText):
            refresh_stale()

    def test_a_file_exchanged_between_levels_needs_a_new_review(self):
        page = make.draft()
        made = document()
        page.attachments = [Attachment(document=made, title="名单")]
        page.save_revision(user=make.user_of(editor()))
        make.send(page)
        department, legal, _ = make.reviewers()
        make.approve(page, department)
        made.file.storage.delete(made.file.name)
        made.file.storage.save(made.file.name, ContentFile(b"exchanged"))

        make.approve(page, legal)

        page.refresh_from_db()
        assert page.current_workflow_task.level == 1


class TestWithdrawPage:
    def test_removes_the_page_from_everywhere(self):
        page = make.draft()
        page.attachments = [Attachment(document=document(), title="名单")]
        page.save_revision(user=make.user_of(editor()))
        page = make.published(page)
        refresh_stale()

        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="写错了")
        refresh_stale()

        assert not exists(PAGE)
        assert not exists(f"files/{page.pk}")
        everything = [file for file in site_folder().rglob("*") if file.is_file()]
        assert not any(b"juzhuzheng" in file.read_bytes() for file in everything)
        page.refresh_from_db()
        assert not page.live
        assert verify_site().problems == ()

    def test_announces_it(self):
        page = make.published()

        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="写错了")

        (message,) = OutgoingMessage.objects.filter(topic="content.page-withdrawn.v1")
        assert message.payload["data"]["path"] == "/tongzhi/juzhuzheng/"

    def test_uses_up_the_approvals(self):
        page = make.published()
        revision = page.live_revision
        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="写错了")

        with pytest.raises(NotCleared):
            publish_page(actor=final_reviewer(), page_number=page.pk, revision_number=revision.pk)

    def test_a_withdrawn_page_can_come_back_after_three_reviews(self):
        page = make.published()
        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="写错了")

        make.published(page)

        refresh_stale()
        assert exists(PAGE)

    def test_is_for_final_reviewers_with_a_reason(self):
        page = make.published()

        with pytest.raises(OnlyFinalReviewersPublish):
            withdraw_page(actor=editor(), page_number=page.pk, reason="写错了")
        with pytest.raises(WithdrawalReasonMissing):
            withdraw_page(actor=final_reviewer(), page_number=page.pk, reason=" ")

    def test_is_refused_for_the_home_page_and_for_columns_in_use(self):
        page = make.published()
        column = page.get_parent()

        with pytest.raises(HomeStays):
            withdraw_page(actor=final_reviewer(), page_number=column.get_parent().pk, reason="x")
        with pytest.raises(PagesBelow):
            withdraw_page(actor=final_reviewer(), page_number=column.pk, reason="x")


class TestVerifySite:
    @pytest.fixture(autouse=True)
    def _published(self):
        make.published()
        refresh_stale()

    def test_notices_an_altered_file(self):
        place = site_folder() / PAGE
        place.write_text(place.read_text().replace("签注", "收费"))

        (problem,) = verify_site().problems
        assert (problem.path, problem.finding) == (PAGE, Finding.ALTERED)

    def test_notices_a_missing_and_a_foreign_file(self):
        (site_folder() / PAGE).unlink()
        (site_folder() / "casino.html").write_text("来玩")

        found = {(problem.path, problem.finding) for problem in verify_site().problems}
        assert found == {(PAGE, Finding.MISSING), ("casino.html", Finding.INTRUDER)}

    def test_notices_a_manifest_changed_together_with_its_file(self):
        (site_folder() / PAGE).write_text("换了")
        place = manifest.place_of(manifest.segment_of(PAGE))
        letter = json.loads(place.read_text())
        said = json.loads(letter["said"])
        said["files"][PAGE] = [manifest.digest("换了".encode()), 6]
        place.write_text(json.dumps({**letter, "said": json.dumps(said)}))

        findings = {problem.finding for problem in verify_site().problems}
        assert Finding.BROKEN_MANIFEST in findings

    def test_notices_an_old_manifest_put_back(self):
        place = manifest.place_of(manifest.segment_of(PAGE))
        old_manifest, old_page = place.read_bytes(), (site_folder() / PAGE).read_bytes()
        page = Publication.objects.get(path="/tongzhi/juzhuzheng/").page.specific
        page.title = "新的标题"
        page.save_revision(user=make.user_of(editor()))
        make.published(page)
        refresh_stale()

        place.write_bytes(old_manifest)
        (site_folder() / PAGE).write_bytes(old_page)

        findings = {problem.finding for problem in verify_site().problems}
        assert findings == {Finding.OLD_MANIFEST}

    def test_rebuilding_repairs_everything(self):
        (site_folder() / PAGE).write_text("换了")
        (site_folder() / "casino.html").write_text("来玩")

        rebuild_site()

        assert verify_site().problems == ()
        assert "<b>签注</b>" in on_disk(PAGE)
        assert not exists("casino.html")


class TestLists:
    def test_older_pages_keep_their_addresses_when_articles_come(self):
        column = make.column()
        for number in range(41):
            page = make.draft(column, title=f"第{number}号通知", slug=f"n{number}")
            make.publish_as_history(page)
        refresh_stale()
        oldest = on_disk("tongzhi/list-1.html")

        make.publish_as_history(make.draft(column, title="又一号", slug="n41"))
        refresh_stale()

        assert on_disk("tongzhi/list-1.html") == oldest
        assert "第0号通知" in oldest
        assert "又一号" in on_disk("tongzhi/index.html")
