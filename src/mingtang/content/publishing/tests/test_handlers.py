from datetime import UTC, datetime, timedelta

import pytest

from mingtang.content.guides.models import Guide
from mingtang.content.publishing.handlers import remove_guide, store_guide
from mingtang.content.site.disk import site_folder
from mingtang.content.tests import factories as make
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    make.home()


def guide(title: str = "居住证申领", *, at: datetime = NOW) -> GuidePublished:
    content = {"code": "juzhuzheng", "title": title, "department": "gongan", "groups": ["新市民"]}
    return GuidePublished(
        actor_id=THE_PLATFORM.id, code="juzhuzheng", guide=content, occurred_at=at
    )


class TestStoreGuide:
    def test_makes_the_guide_and_the_catalogue(self):
        store_guide(guide())

        refresh_stale()

        assert "居住证申领" in (site_folder() / "guides/juzhuzheng/index.html").read_text()
        assert "/guides/juzhuzheng/" in (site_folder() / "guides/index.html").read_text()

    def test_an_older_one_that_arrives_late_changes_nothing(self):
        store_guide(guide("新的", at=NOW))

        store_guide(guide("旧的", at=NOW - timedelta(hours=1)))

        assert Guide.objects.get().title == "新的"


class TestRemoveGuide:
    def test_leaves_nothing(self):
        store_guide(guide())
        refresh_stale()

        remove_guide(
            GuideWithdrawn(
                actor_id=THE_PLATFORM.id, code="juzhuzheng", occurred_at=NOW + timedelta(hours=1)
            )
        )
        refresh_stale()

        assert not (site_folder() / "guides/juzhuzheng").exists()
        assert "juzhuzheng" not in (site_folder() / "guides/index.html").read_text()
