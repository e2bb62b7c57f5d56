"""A change writes what it touches and nothing else."""

import pytest

from mingtang.content.contract.events import PageWithdrawn
from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.site import disk, manifest, sealed
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def city():
    """Two columns in a group, one of them with pages of older articles."""
    group = make.column("xinxi", title="信息公开", kind="index")
    column = make.column("tongzhi", parent=group)
    other = make.column("zhengce", parent=group, title="政策")
    make.publish_as_history(make.draft(other, slug="zhengce-1", title="一项政策"))
    for number in range(41):
        make.publish_as_history(make.draft(column, slug=f"n{number}", title=f"第{number}号通知"))
    refresh_stale()
    return column


def inodes():
    root = disk.site_folder()
    return {
        file.relative_to(root).as_posix(): file.stat().st_ino
        for file in root.rglob("*")
        if file.is_file()
    }


def written_by(change):
    before = inodes()
    change()
    refresh_stale()
    after = inodes()
    written = {path for path, inode in after.items() if before.get(path) != inode}
    return {path for path in written if not path.startswith("sitemap-2")}, before.keys() - after


def change_of(page, **fields):
    def change():
        page.refresh_from_db()
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision(user=make.user_of(editor()))
        make.publish_as_history(page)

    return change


def article(column, slug):
    return column.get_children().get(slug=slug).specific


class TestWhatIsWritten:
    def test_for_a_new_article(self, city):
        page = make.draft(city, slug="xin", title="新的通知")

        written, gone = written_by(lambda: make.publish_as_history(page))

        assert gone == set()
        assert written == {
            "index.html",
            "xinxi/index.html",
            "xinxi/feed.xml",
            "xinxi/tongzhi/index.html",
            "xinxi/tongzhi/feed.xml",
            "xinxi/tongzhi/xin/index.html",
        }

    def test_for_a_new_text_of_an_article(self, city):
        body = [{"type": "paragraph", "value": "<p>新的正文。</p>"}]

        written, gone = written_by(change_of(article(city, "n3"), body=body))

        assert (written, gone) == ({"xinxi/tongzhi/n3/index.html"}, set())

    def test_for_the_title_of_an_old_article(self, city):
        written, _ = written_by(change_of(article(city, "n3"), title="改过的通知"))

        # It stands on the oldest page of both lists, and in no feed.
        assert written == {
            "xinxi/tongzhi/n3/index.html",
            "xinxi/tongzhi/list-1.html",
            "xinxi/list-1.html",
        }

    def test_keeps_the_other_column_and_its_articles_as_they_are(self, city):
        written, _ = written_by(change_of(article(city, "n40"), title="改过的通知"))

        assert not any(path.startswith("xinxi/zhengce") for path in written)


class TestWithdrawal:
    def test_leaves_no_byte_of_the_page_anywhere(self, city):
        page = make.published(make.draft(city, slug="mimi", title="写错的一篇"))
        refresh_stale()
        (content,) = {(disk.site_folder() / "xinxi/tongzhi/mimi/index.html").read_bytes()}
        copy = sealed.find(manifest.digest(content))
        assert copy == content

        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="写错了")
        refresh_stale()

        for file in disk.site_folder().parent.rglob("*"):
            if file.is_file() and "uploads" not in file.parts:
                assert "mimi" not in str(file)
                assert b"mimi" not in file.read_bytes()
                assert "写错的一篇".encode() not in file.read_bytes()
        assert sealed.find(manifest.digest(content)) is None
        message = OutgoingMessage.objects.get(topic=PageWithdrawn.topic)
        assert message.payload["data"]["path"] == "/xinxi/tongzhi/mimi/"
