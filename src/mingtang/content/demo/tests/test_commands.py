from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine

from mingtang.content.demo.commands import load_city
from mingtang.content.demo.faults import leave_strays
from mingtang.content.demo.tests.city import MINGZHOU, CityFiles
from mingtang.content.pages.models import ArticlePage, Department
from mingtang.content.publishing.models import Publication
from mingtang.content.site.disk import site_folder
from mingtang.content.site.queries import verify_site
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

COLUMNS = """
- slug: zhengwu
  title: 政务公开
  description: 公开的信息
  keywords: [公开]
  type: 信息公开指南
  kind: index
  children:
    - {slug: zhengce, title: 政策文件, type: 政策文件, kind: policy, description: 文件}
    - {slug: jiedu, title: 政策解读, type: 政策解读, kind: interpretation, description: 解读}
"""
POLICY = """---
title: 明州市居住证管理办法
column: zhengce
kind: policy
issuer: 明州市人民政府
department: gongan
doc_number: 明政发〔2026〕8号
issued_on: 2026-09-10
published_at: 2026-09-11T09:30
validity: 有效
source: 明州市人民政府
attachments: [{file: attachments/form.csv, title: 申请表}]
---
## 第一章 总则

| 类别 | 时限 |
| --- | --- |
| 签注 | 3 个工作日 |
"""
INTERPRETATION = """---
title: 居住证办法的三个变化
column: jiedu
kind: interpretation
department: gongan
published_at: 2026-09-12T10:00
source: 明州市公安局
interprets: zhengce/2026-09-10-juzhuzheng
---
一句话：更快了。
"""


@pytest.fixture
def city(tmp_path, monkeypatch, settings) -> Path:
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path / "home"))
    settings.MEDIA_ROOT = tmp_path / "uploads"
    folder = tmp_path / "city"
    for name in ("pages/zhengce", "pages/jiedu", "attachments"):
        (folder / name).mkdir(parents=True)
    (folder / "site.yaml").write_text("name: 明州市人民政府\n")
    (folder / "departments.yaml").write_text(
        "- {code: gongan, name: 明州市公安局, short: 公安局}\n"
    )
    (folder / "columns.yaml").write_text(COLUMNS)
    (folder / "attachments/form.csv").write_text("a,b\n")
    (folder / "pages/zhengce/2026-09-10-juzhuzheng.md").write_text(POLICY)
    (folder / "pages/jiedu/2026-09-12-bianhua.md").write_text(INTERPRETATION)
    return folder


@pytest.fixture
def freeze() -> Iterator[Callable[[str], None]]:
    """Let it be a certain moment, and later another."""
    with time_machine.travel("2026-11-25T08:00+08:00", tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment))


def silent(_line: str) -> None:
    pass


class TestLoadCity:
    def test_publishes_columns_and_pages_with_the_dates_of_then(self, city):
        assert load_city(city, tell=silent) == 6

        refresh_stale()

        policy = Publication.objects.get(path="/zhengwu/zhengce/20260910-juzhuzheng/")
        assert policy.published_at == datetime.fromisoformat("2026-09-11T09:30+08:00")
        assert Department.objects.get().name == "明州市公安局"
        page = site_folder() / "zhengwu/zhengce/20260910-juzhuzheng/index.html"
        assert "3 个工作日" in page.read_text()
        assert (site_folder() / f"files/{policy.pk}").is_dir()
        assert verify_site().problems == ()

    def test_links_an_interpretation_to_its_policy(self, city):
        load_city(city, tell=silent)

        interpretation = ArticlePage.objects.get(kind="interpretation")
        assert interpretation.interprets.title == "明州市居住证管理办法"

    def test_says_in_the_audit_trail_that_this_is_history(self, city):
        load_city(city, tell=silent)

        notes = AuditEntry.objects.filter(action="content.text-history")
        assert notes.count() == 6
        assert all(note.actor_kind == "system" for note in notes)

    def test_a_second_time_changes_nothing(self, city):
        load_city(city, tell=silent)

        assert load_city(city, tell=silent) == 0
        assert ArticlePage.objects.count() == 2

    def test_a_changed_file_is_published_anew(self, city):
        load_city(city, tell=silent)
        file = city / "pages/jiedu/2026-09-12-bianhua.md"
        file.write_text(INTERPRETATION.replace("更快了", "更快也更省事了"))

        assert load_city(city, tell=silent) == 1


RELATIVE = """---
title: "{D+2 月日}临时停水"
column: tongzhi
kind: notice
department: gongan
published_at: D-3 10:20
source: 明州市城市管理局
summary: 请提前蓄水。
---
{D+2} 22:00 起停水。
"""
FAULTY_COLUMNS = """
- {parent: zhengwu, slug: kongbai, title: 空白栏目, kind: news, description: 没有内容}
"""


@pytest.fixture
def moving_city(city) -> Path:
    (city / "columns.yaml").write_text(
        f"{COLUMNS}    - {{slug: tongzhi, title: 通知公告, kind: notice, description: 公告}}\n"
    )
    (city / "pages/tongzhi").mkdir()
    (city / "pages/tongzhi/tingshui.md").write_text(RELATIVE)
    return city


class TestRelativeDays:
    def test_count_from_the_day_of_the_first_load(self, moving_city, freeze):
        freeze("2026-11-25T01:00+08:00")

        load_city(moving_city, tell=silent)

        notice = Publication.objects.get(path="/zhengwu/tongzhi/tingshui/")
        assert notice.published_at == datetime.fromisoformat("2026-11-22T10:20+08:00")
        assert notice.title == "11月27日临时停水"

    def test_stay_when_the_city_is_loaded_on_another_day(self, moving_city, freeze):
        freeze("2026-11-25T08:00+08:00")
        load_city(moving_city, tell=silent)
        freeze("2027-02-03T08:00+08:00")

        assert load_city(moving_city, tell=silent) == 0

        notice = Publication.objects.get(path="/zhengwu/tongzhi/tingshui/")
        assert notice.title == "11月27日临时停水"

    def test_of_a_page_added_later_count_from_the_first_load_too(self, moving_city, freeze):
        freeze("2026-11-25T08:00+08:00")
        load_city(moving_city, tell=silent)
        freeze("2027-02-03T08:00+08:00")
        (moving_city / "pages/tongzhi/tingdian.md").write_text(RELATIVE.replace("停水", "停电"))

        assert load_city(moving_city, tell=silent) == 1

        notice = Publication.objects.get(path="/zhengwu/tongzhi/tingdian/")
        assert notice.published_at == datetime.fromisoformat("2026-11-22T10:20+08:00")


class TestFaults:
    @pytest.fixture
    def faulty_city(self, city) -> Path:
        (city / "faults/pages/jiedu").mkdir(parents=True)
        (city / "faults/columns.yaml").write_text(FAULTY_COLUMNS)
        (city / "faults/pages/jiedu/jiu.md").write_text(
            INTERPRETATION.replace("三个变化", "另一种说法")
        )
        (city / "faults/leftover.yaml").write_text(
            "- {path: zhengwu/zhengce/alt/index.html, html: <p>撤回的页面</p>}\n"
        )
        return city

    def test_are_loaded_after_what_is_healthy(self, faulty_city):
        assert load_city(faulty_city, tell=silent) == 8

        column = Publication.objects.get(path="/zhengwu/kongbai/")
        assert not Publication.objects.filter(column_number=column.pk).exists()
        page = ArticlePage.objects.get(slug="jiu")
        assert page.interprets.title == "明州市居住证管理办法"
        assert load_city(faulty_city, tell=silent) == 0

    def test_leave_a_page_that_only_an_inspection_finds(self, faulty_city):
        assert leave_strays(faulty_city) == ["zhengwu/zhengce/alt/index.html"]

        assert "撤回的页面" in (site_folder() / "zhengwu/zhengce/alt/index.html").read_text()
        assert verify_site().problems == ()
        assert not Publication.objects.exists()

    def test_are_not_needed(self, city):
        load_city(city, tell=silent)

        assert leave_strays(city) == []


@pytest.mark.skipif(not MINGZHOU.is_dir(), reason="this copy has no demo city")
@pytest.mark.timeout(600)  # two hundred pages through every step of publishing
class TestMingzhou:
    def test_is_loaded_whole_and_another_day_changes_nothing(self, city, freeze):
        freeze("2026-11-25T08:00+08:00")
        written = [*MINGZHOU.glob("pages/**/*.md"), *MINGZHOU.glob("faults/pages/**/*.md")]

        load_city(MINGZHOU, tell=silent)

        assert ArticlePage.objects.count() == len(written)
        files = CityFiles(first_day=date(2026, 11, 25), with_faults=True)
        public = set(Publication.objects.exclude(path="/").values_list("path", flat=True))
        assert public == {
            *files.by_address,
            *(column.address for column in files.columns.values() if column.address != "/"),
        }
        freeze("2027-03-01T08:00+08:00")
        assert load_city(MINGZHOU, tell=silent) == 0
