import json
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from mingtang.content.formats.making import Made
from mingtang.content.formats.models import Edition, Format, State
from mingtang.content.formats.workshop import Workshop
from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.site.disk import site_folder
from mingtang.content.site.queries import verify_site
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import final_reviewer
from mingtang.content.upkeep.formatting import FormatsFailed, make_waiting_formats
from mingtang.content.upkeep.rebuilding import rebuild_site
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.content.upkeep.tasks import refresh_site

pytestmark = pytest.mark.django_db

FOLDER = "tongzhi/juzhuzheng"
PDF = f"{FOLDER}/juzhuzheng.pdf"


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def quickly(monkeypatch):
    """Formats made in no time: what is tested here is when, not how."""

    def make_them(self: Workshop, source: Any, **_: Any) -> Made:
        return Made({"pdf": b"%PDF " + source.digest.encode(), "faq": b'{"answers": []}'})

    monkeypatch.setattr(Workshop, "make", make_them)


def exists(path: str) -> bool:
    return (site_folder() / path).exists()


def on_disk(path: str) -> str:
    return (site_folder() / path).read_text()


def nothing() -> None: ...


def test_the_page_is_public_first_and_shows_its_formats_when_they_are_made(quickly):
    make.published()
    refresh_stale()
    assert exists(f"{FOLDER}/index.html")
    assert "其他格式" not in on_disk(f"{FOLDER}/index.html")

    make_waiting_formats(then=nothing)
    refresh_stale()

    page = on_disk(f"{FOLDER}/index.html")
    assert 'href="/tongzhi/juzhuzheng/juzhuzheng.pdf"' in page
    assert 'href="/tongzhi/juzhuzheng/wenda.html"' in page
    assert exists(PDF)
    assert "问答" in on_disk(f"{FOLDER}/wenda.html")
    assert verify_site().problems == ()


def test_publishing_itself_makes_nothing(monkeypatch):
    def too_slow(*args: object, **kwargs: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Workshop, "make", too_slow)

    make.published()
    refresh_stale()

    assert exists(f"{FOLDER}/index.html")
    assert Edition.objects.filter(state=State.WAITING).exists()


def test_a_change_of_the_text_drops_the_old_ones_in_the_same_write(quickly):
    page = make.published()
    refresh_stale()
    make_waiting_formats(then=nothing)
    refresh_stale()
    page.body = [{"type": "paragraph", "value": "<p>每两年签注一次。</p>"}]
    page.save_revision(user=make.user_of(make.editor()))

    make.published(page)
    refresh_stale()

    assert "每两年" in on_disk(f"{FOLDER}/index.html")
    assert "其他格式" not in on_disk(f"{FOLDER}/index.html")
    assert not exists(PDF)
    assert not exists(f"{FOLDER}/wenda.html")
    make_waiting_formats(then=nothing)
    refresh_stale()
    assert Publication.objects.get(pk=page.pk).digest in on_disk(PDF)


def test_withdrawal_removes_every_format(quickly):
    page = make.published()
    refresh_stale()
    make_waiting_formats(then=nothing)
    refresh_stale()

    withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="内容过期")
    refresh_stale()

    assert not exists(PDF)
    assert not exists(f"{FOLDER}/wenda.html")
    assert not Format.objects.exists()
    assert verify_site().problems == ()


def test_a_page_withdrawn_before_its_formats_were_made_gets_none(quickly):
    page = make.published()
    refresh_stale()
    withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="内容过期")

    make_waiting_formats(then=nothing)

    assert not Format.objects.exists()


def test_interrupted_in_the_middle_the_order_stays(monkeypatch):
    make.published()
    refresh_stale()

    def killed(*args: object, **kwargs: object) -> Made:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workshop, "make", killed)
    with pytest.raises(KeyboardInterrupt):
        make_waiting_formats(then=nothing)
    monkeypatch.setattr(Workshop, "make", lambda *a, **k: Made({"pdf": b"%PDF"}))
    make_waiting_formats(then=nothing)

    assert Edition.objects.get().state == State.DONE
    assert Stale.objects.filter(thing=f"page:{Edition.objects.get().page_number}").exists()


def test_one_format_that_fails_is_an_alarm_and_the_others_are_public(monkeypatch):
    make.published()
    refresh_stale()
    monkeypatch.setattr(
        Workshop, "make", lambda *a, **k: Made({"md": b"# a"}, {"pdf": "RuntimeError: no fonts"})
    )

    with pytest.raises(FormatsFailed, match="关于居住证签注的通知：pdf"):
        make_waiting_formats(then=nothing)
    refresh_stale()

    page = on_disk(f"{FOLDER}/index.html")
    assert "juzhuzheng.md" in page
    assert "juzhuzheng.pdf" not in page
    assert Edition.objects.get().failures == {"pdf": "RuntimeError: no fonts"}


def test_fixed_pages_are_not_documents_and_are_asked_for_once(quickly, monkeypatch):
    monkeypatch.setattr(Workshop, "make", lambda *a, **k: Made({}))
    make.publish_as_history(make.draft(kind="static", slug="women"))
    refresh_stale()

    make_waiting_formats(then=nothing)

    assert Edition.objects.get().state == State.DONE
    assert not Stale.objects.exists()


def test_the_job_that_renders_wakes_the_one_that_makes(quickly):
    make.published()

    refresh_site()

    assert ProcrastinateJob.objects.filter(task_name="content.make-formats").exists()


def test_a_rebuild_keeps_the_formats(quickly):
    make.published()
    refresh_stale()
    make_waiting_formats(then=nothing)
    refresh_stale()

    rebuild_site()

    assert exists(PDF)
    assert verify_site().problems == ()


def test_a_real_policy_gets_all_ten_formats_within_the_minute():
    page = make.draft(
        kind="policy",
        issuer="明州市公安局",
        doc_number="明公发〔2026〕3号",
        issued_on="2026-03-01",
        validity="有效",
        body=[
            {
                "type": "paragraph",
                "value": "<h2>一、适用范围</h2><p>本通知适用于在本市居住半年以上的流动人口。</p>"
                "<h2>二、办理程序</h2><p>申请人应当向居住地派出所提出申请。派出所应当自受理之日起 15 个"
                "工作日内完成审核并予以发放。</p><h2>三、补贴标准</h2><p>对首次办理的，给予每人 50 元补贴，"
                "不得重复申领。</p><h2>四、联系方式</h2><p>咨询电话：0999-8612345。</p>",
            }
        ],
    )
    page = type(page).objects.get(pk=page.pk)
    make.publish_as_history(page)
    refresh_stale()

    make_waiting_formats(then=nothing)
    refresh_stale()

    assert Edition.objects.get().failures == {}
    keys = set(Format.objects.values_list("key", flat=True))
    assert len(keys) >= 6
    told = json.loads(on_disk(f"{FOLDER}/juzhuzheng.json"))
    assert set(told["links"]) == keys - {"json"}
    assert "工作日" in on_disk(f"{FOLDER}/yitu.html")
    assert Edition.objects.get().ordered_at <= Edition.objects.get().finished_at
