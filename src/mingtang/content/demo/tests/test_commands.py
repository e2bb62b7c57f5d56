from datetime import datetime
from pathlib import Path

import pytest

from mingtang.content.demo.commands import load_city
from mingtang.content.pages.models import ArticlePage, Department
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.refreshing import refresh_stale
from mingtang.content.site.disk import site_folder
from mingtang.content.site.queries import verify_site
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
