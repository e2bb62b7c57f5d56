from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mingtang.content.reviewing.models import Decision
from mingtang.content.site.disk import site_folder
from mingtang.content.tests import factories as make
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

PAGE = "tongzhi/juzhuzheng/index.html"


@pytest.fixture(autouse=True)
def _published(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"
    make.published()
    refresh_stale()


def traced(path: str) -> str:
    out = StringIO()
    call_command("trace_file", path, stdout=out)
    return out.getvalue()


@contextmanager
def behind_our_back() -> Iterator[None]:
    """What whoever owns the database can do: change rows with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


class TestTraceFile:
    @pytest.mark.parametrize("path", [PAGE, "/tongzhi/juzhuzheng/"])
    def test_names_the_three_people_and_the_text(self, path):
        said = traced(path)

        for name in ("何静", "罗文", "梁志远", "部门初审", "法务复审", "终审发布"):
            assert name in said
        assert Decision.objects.filter(level=3).latest("pk").digest in said
        assert "审核记录和审计链一致" in said

    def test_says_of_a_list_that_it_is_made_of_many(self):
        assert "由多篇已发布的内容汇成" in traced("index.html")

    def test_notices_a_file_that_was_changed(self):
        (site_folder() / PAGE).write_text("来玩")

        with pytest.raises(CommandError, match="内容被改过"):
            traced(PAGE)

    def test_notices_a_decision_the_audit_trail_knows_nothing_of(self):
        with behind_our_back():
            Decision.objects.filter(level=2).update(
                reviewer_id="00000000-0000-4000-8000-000000000000"
            )

        with pytest.raises(CommandError, match="没有罗文的审核记录"):
            traced(PAGE)

    def test_notices_a_broken_audit_chain(self):
        with behind_our_back():
            AuditEntry.objects.filter(action="content.page-published").update(actor_name="别人")

        with pytest.raises(CommandError, match="内容被改动"):
            traced(PAGE)

    def test_knows_no_file_that_was_never_published(self):
        with pytest.raises(CommandError, match="没有发布过"):
            traced("casino.html")
