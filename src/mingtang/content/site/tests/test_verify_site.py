from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mingtang.content.site.commands import writing
from mingtang.content.site.disk import manifest_folder, site_folder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(tmp_path, monkeypatch):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    with writing() as site:
        site.replace(source="home", files={"index.html": b"<h1>home</h1>", "a/index.html": b"a"})


def said() -> str:
    out = StringIO()
    with pytest.raises(CommandError, match="核对了"):
        call_command("verify_site", stdout=out)
    return out.getvalue()


class TestVerifySite:
    def test_is_content_with_what_was_published(self):
        out = StringIO()

        call_command("verify_site", stdout=out)

        assert "核对了 2 个文件，全部一致" in out.getvalue()

    def test_names_a_file_that_was_changed_and_what_to_do(self):
        (site_folder() / "index.html").write_text("hacked")

        assert "内容被改过（1 个）：有人绕过发布改了文件" in said()
        assert "  index.html" in said()

    def test_tells_missing_files_from_files_nobody_published(self):
        (site_folder() / "a/index.html").rename(site_folder() / "b.html")

        words = said()

        assert "文件不见了（1 个）" in words
        assert "不是发布出来的文件（1 个）" in words

    def test_notices_a_manifest_somebody_took_away(self):
        next(manifest_folder().glob("*.json")).unlink()

        assert "清单缺失或签名不对（1 个）" in said()

    def test_counts_on_with_every_signature_so_that_an_old_manifest_shows(self):
        kept = {file: file.read_bytes() for file in manifest_folder().glob("*.json")}
        with writing() as site:
            site.replace(source="home", files={"index.html": b"new", "a/index.html": b"a"})
        for file, content in kept.items():
            file.write_bytes(content)

        assert "清单是旧的（1 个）" in said()
