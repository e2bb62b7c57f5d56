import pytest

from mingtang.content.collecting.models import Outcome, Source
from mingtang.content.collecting.tests.factories import run, source, unhurried
from mingtang.content.collecting.tests.test_originals import later
from mingtang.content.fetching.tests import server
from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.tests.factories import department
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr("mingtang.content.collecting.previewing.polite_fetcher", unhurried)


def facts(address="", **more):
    told = {
        "address": address,
        "department": department().pk,
        "every_minutes": "60",
        "most_pages": "5",
    }
    return told | more


def get(address, actor=editor):
    return browser_of(actor()).get(f"/cms/collecting/{address}").content.decode()


def post(address, data=None, actor=editor):
    return browser_of(actor()).post(f"/cms/collecting/{address}", data or {})


class TestWhoMay:
    @pytest.mark.parametrize("address", ["", "add/", "{}/", "{}/change/", "{}/delete/"])
    def test_only_editors_see_sources(self, site, address):
        address = address.format(source(f"{site.base}/list.html").pk)

        assert browser_of(editor()).get(f"/cms/collecting/{address}").status_code == 200
        assert browser_of(final_reviewer()).get(f"/cms/collecting/{address}").status_code == 403

    @pytest.mark.parametrize("deed", ["run", "pause", "resume", "delete", "change"])
    def test_only_editors_do_anything(self, site, deed):
        found = source(f"{site.base}/list.html")

        response = post(f"{found.pk}/{deed}/", facts(site.base), actor=final_reviewer)

        assert response.status_code == 403
        assert Source.objects.get() == found
        assert not Source.objects.get().is_paused

    def test_reviewers_cannot_try_an_address_out(self, site):
        post("add/", facts(f"{site.base}/list.html") | {"try": "1"}, actor=final_reviewer)

        assert site.asked == []

    def test_the_menu_shows_it_to_editors(self):
        assert "/cms/collecting/" in browser_of(editor()).get("/cms/").content.decode()
        assert "/cms/collecting/" not in browser_of(final_reviewer()).get("/cms/").content.decode()


class TestTryingOut:
    def test_shows_what_would_be_collected_and_keeps_nothing(self, site, intake):
        response = post("add/", facts(f"{site.base}/list.html") | {"try": "1"})

        shown = response.content.decode()
        assert "关于开展第0批试点工作的通知" in shown
        assert "2026-11-20" in shown
        assert "没有找到文号" in shown
        assert "没有找到“下一页”" in shown
        assert not Source.objects.exists()
        assert intake.taken == []

    def test_says_why_there_is_nothing(self, site):
        site.files["/one.html"] = (b"<p>" + "这里是一篇很长的文章。".encode() * 40, "text/html")

        shown = post("add/", facts(f"{site.base}/one.html") | {"try": "1"}).content.decode()

        assert "没有找到一组带日期的标题" in shown

    @pytest.mark.parametrize(
        ("address", "sentence"),
        [
            ("http://169.254.169.254/", "指向内部网络"),
            ("http://127.0.0.1:1/", "只采集 80 和 443 端口"),
            ("file:///etc/passwd", "只能采集 http 或 https"),
            ("http://[", "不能采集"),
            ("", "二选一"),
        ],
    )
    def test_refuses_what_is_no_public_address(self, address, sentence):
        response = post("add/", facts(address) | {"try": "1"})

        assert response.status_code == 422
        assert sentence in response.content.decode()

    def test_what_strangers_write_is_shown_as_text(self, site):
        for name in list(site.files):
            content, kind = site.files[name]
            site.files[name] = (
                content.replace("试点".encode(), b"&lt;script&gt;alert(1)&lt;/script&gt;"),
                kind,
            )

        shown = post("add/", facts(f"{site.base}/list.html") | {"try": "1"}).content.decode()

        assert "alert(1)" in shown
        assert "<script>alert" not in shown


class TestKeepingSources:
    def test_an_address_and_a_department_are_enough(self, site, intake):
        response = post("add/", facts(f"{site.base}/list.html"))

        found = Source.objects.get()
        assert response["Location"] == f"/cms/collecting/{found.pk}/"
        assert run(found).items.count() == 3
        assert AuditEntry.objects.filter(action="content.source-added").exists()

    def test_a_selector_that_cannot_be_one_is_told_beside_its_field(self, site):
        response = post("add/", facts(f"{site.base}/list.html", hint_list="li["))

        assert response.status_code == 422
        assert "选择器写得不对" in response.content.decode()
        assert not Source.objects.exists()

    def test_the_same_address_twice_is_refused(self, site):
        source(f"{site.base}/list.html")

        response = post("add/", facts(f"{site.base}/list.html#top"))

        assert response.status_code == 409
        assert "已经是采集来源" in response.content.decode()

    def test_changes_are_kept_and_what_was_found_stays(self, site, intake):
        found = run(source(f"{site.base}/list.html"))

        post(f"{found.pk}/change/", facts(f"{site.base}/list.html", name="新名字", hint_list="li"))

        found.refresh_from_db()
        assert (found.name, found.hints, found.items.count()) == ("新名字", {"list": "li"}, 3)
        assert "新名字" in get(f"{found.pk}/change/")

    def test_pausing_and_going_on(self, site):
        found = source(f"{site.base}/list.html")

        post(f"{found.pk}/pause/")
        assert "已暂停" in get(f"{found.pk}/")
        post(f"{found.pk}/resume/")

        assert "已暂停" not in get(f"{found.pk}/")

    def test_collecting_now_leaves_a_job(self, site, django_capture_on_commit_callbacks):
        from procrastinate.contrib.django.models import ProcrastinateJob

        found = source(f"{site.base}/list.html")

        post(f"{found.pk}/run/")

        job = ProcrastinateJob.objects.get(task_name="content.collect-source")
        assert job.args["source_id"] == found.pk

    def test_deeds_need_a_pressed_button(self, site):
        found = source(f"{site.base}/list.html")

        assert browser_of(editor()).get(f"/cms/collecting/{found.pk}/pause/").status_code == 405

    def test_deleting_asks_first(self, site, intake):
        found = run(source(f"{site.base}/list.html"))

        assert "收下的稿件都还在" in get(f"{found.pk}/delete/")
        post(f"{found.pk}/delete/")

        assert not Source.objects.exists()
        assert len(intake.taken) == 3


class TestOneSource:
    def test_shows_each_item_with_its_outcome(self, site, intake):
        site.behaviours["/art/1.html"] = server.says(404)
        found = run(source(f"{site.base}/list.html"))

        shown = get(f"{found.pk}/")

        assert "已收稿" in shown
        assert "LG0001" in shown
        assert "页面不存在" in shown
        assert "试了 1 次，下次再试" in shown
        assert "没采到" not in shown
        waiting = get(f"{found.pk}/?outcome=waiting")
        assert "第1批" in waiting
        assert "第0批" not in waiting

    def test_a_failed_item_can_be_tried_again(self, site, intake):
        site.behaviours["/art/1.html"] = server.says(404)
        found = source(f"{site.base}/list.html")
        for _ in range(5):
            run(found)
        failed = found.items.get(outcome=Outcome.FAILED)
        del site.behaviours["/art/1.html"]

        post(f"items/{failed.pk}/retry/")
        run(found)

        assert len(intake.taken) == 3

    def test_trouble_stands_on_the_source_the_list_and_the_start_page(self, site):
        site.behaviours["/list.html"] = server.says(500)
        found = source(f"{site.base}/list.html")
        for _ in range(3):
            run(found)

        for address in (f"/cms/collecting/{found.pk}/", "/cms/collecting/", "/cms/"):
            shown = browser_of(editor()).get(address).content.decode()
            assert "对方系统出错" in shown, address
            assert "连续 3 次" in shown, address

    def test_a_changed_original_is_shown_and_noted(self, site, intake):
        found = run(source(f"{site.base}/list.html"))
        page = site.files["/art/0.html"][0].decode().replace("具体安排", "调整安排")
        site.files["/art/0.html"] = (page.encode(), "text/html")
        later(found)
        item = found.items.get(original="changed")

        assert "原文改了" in get("")
        shown = get(f"items/{item.pk}/")
        assert "<del>具体</del>" in shown
        assert "<ins>调整</ins>" in shown
        post(f"items/{item.pk}/")

        assert "原文改了" not in get("")

    def test_what_is_not_there_is_said_to_be(self):
        assert browser_of(editor()).get("/cms/collecting/999/").status_code == 404
        assert browser_of(editor()).get("/cms/collecting/items/999/").status_code == 404


def test_the_list_costs_the_same_however_many_sources(site, django_assert_max_num_queries):
    browser = browser_of(editor())
    for number in range(12):
        source(f"{site.base}/{number}")
    browser.get("/cms/collecting/")

    with django_assert_max_num_queries(30):
        browser.get("/cms/collecting/")
