import os
import shutil

import pytest

from mingtang.content.contract.events import SiteTampered
from mingtang.content.site import disk, evidence, manifest, sealed
from mingtang.content.site.models import Incident
from mingtang.content.site.queries import Finding, last_watch, verify_site
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.content.upkeep.watching import SiteWatcher, is_silent
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db

PAGE = "tongzhi/juzhuzheng/index.html"


@pytest.fixture(autouse=True)
def _published(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"
    make.published()
    refresh_stale()


@pytest.fixture
def watcher():
    watcher = SiteWatcher()
    assert watcher.look() == 0
    return watcher


def page():
    return disk.site_folder() / PAGE


def alarms():
    return OutgoingMessage.objects.filter(topic=SiteTampered.topic)


def deface(text="来玩"):
    """Change a page and set its times back, as somebody would who wants not to be seen."""
    before = page().stat()
    page().write_text(text)
    os.utime(page(), ns=(before.st_atime_ns, before.st_mtime_ns))


def alter():
    deface()


def alter_without_changing_the_size():
    deface("x" * page().stat().st_size)


def remove():
    page().unlink()


def put_a_link_in_its_place():
    elsewhere = disk.site_folder().parent / "elsewhere.html"
    elsewhere.write_text("来玩")
    page().unlink()
    page().symlink_to(elsewhere)


def put_a_folder_in_its_place():
    page().unlink()
    page().mkdir()
    (page() / "casino.html").write_text("来玩")


def put_a_link_in_the_place_of_its_folder():
    folder = page().parent
    elsewhere = disk.site_folder().parent / "elsewhere"
    shutil.move(folder, elsewhere)
    folder.symlink_to(elsewhere)


def hide_it_from_readers():
    page().chmod(0o000)


def let_everybody_write_to_it():
    page().chmod(0o666)


def let_everybody_write_to_its_folder():
    page().parent.chmod(0o777)


def add_a_page():
    (disk.site_folder() / "casino.html").write_text("来玩")


def add_a_hidden_page():
    (disk.site_folder() / ".casino.html").write_text("来玩")


def remove_everything():
    shutil.rmtree(disk.site_folder())


def take_away_the_manifest():
    manifest.place_of(manifest.segment_of(PAGE)).unlink()


def forge_the_manifest():
    place = manifest.place_of(manifest.segment_of(PAGE))
    place.write_bytes(place.read_bytes().replace(b'"files', b'"Files'))


DAMAGES = [
    alter,
    alter_without_changing_the_size,
    remove,
    put_a_link_in_its_place,
    put_a_folder_in_its_place,
    put_a_link_in_the_place_of_its_folder,
    hide_it_from_readers,
    let_everybody_write_to_it,
    let_everybody_write_to_its_folder,
    add_a_page,
    add_a_hidden_page,
    remove_everything,
    take_away_the_manifest,
    forge_the_manifest,
]


class TestTheWatch:
    @pytest.mark.parametrize("damage", DAMAGES)
    def test_puts_right_and_tells_of(self, watcher, damage):
        before = page().read_bytes()
        damage()

        assert watcher.look() > 0

        assert page().read_bytes() == before
        assert verify_site().problems == ()
        assert alarms().exists()
        assert not Incident.objects.filter(put_right_at=None).exists()
        assert watcher.look() == 0

    def test_finds_also_what_happened_while_nobody_watched(self):
        deface()

        SiteWatcher().look()

        assert "<b>签注</b>" in page().read_text()

    def test_puts_it_on_the_audit_trail(self, watcher):
        deface()

        watcher.look()

        entry = AuditEntry.objects.get(action="content.site-tampered")
        assert entry.subject == f"site:{PAGE}"
        assert entry.details["finding"] == Finding.ALTERED.value

    def test_tells_once_of_somebody_who_tries_again_and_again(self, watcher):
        for _ in range(3):
            deface()
            watcher.look()

        assert alarms().count() == 1
        assert Incident.objects.get().times == 3

    def test_tells_of_many_files_at_once_in_one_alarm(self, watcher):
        for number in range(30):
            (disk.site_folder() / f"tongzhi/{number}.html").write_text("来玩")

        watcher.look()

        incident = Incident.objects.get()
        assert (incident.path, incident.files) == ("tongzhi/", 30)
        assert alarms().count() == 1

    def test_keeps_what_was_put_in_place_as_evidence(self, watcher):
        deface()

        watcher.look()

        (kept,) = evidence.evidence_folder().glob("*/*")
        assert kept.read_text() == "来玩"

    def test_renders_again_what_has_no_sealed_copy_any_more(self, watcher):
        deface()
        shutil.rmtree(sealed.sealed_folder())

        watcher.look()

        assert "<b>签注</b>" in page().read_text()
        assert verify_site().problems == ()
        assert not Incident.objects.filter(put_right_at=None).exists()

    def test_does_not_believe_a_sealed_copy_that_was_touched(self, watcher):
        deface()
        for copy in sealed.sealed_folder().glob("*/*"):
            copy.write_bytes(b"forged")

        watcher.look()

        assert "<b>签注</b>" in page().read_text()

    def test_lets_publishing_do_its_work(self, watcher):
        changed = make.draft(make.column("gonggao"), slug="xin")
        changed.save_revision(user=make.user_of(editor()))
        make.published(changed)
        refresh_stale()

        assert watcher.look() == 0
        assert not alarms().exists()

    def test_clears_away_what_a_killed_publisher_left(self, watcher):
        left = page().with_name(f"{disk.TEMPORARY_PREFIX}1-index.html")
        left.write_text("half")

        watcher.look()
        watcher.look()

        assert not left.exists()
        assert not alarms().exists()

    def test_leaves_a_heartbeat(self, watcher):
        assert not is_silent(last_watch())
        assert last_watch().files > 5
        assert last_watch().verified_at

    def test_is_known_to_be_silent_when_it_never_ran(self):
        assert is_silent(last_watch())
