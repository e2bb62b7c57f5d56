from datetime import date, timedelta

import pytest
from django.utils import timezone

from mingtang.content.collecting.models import Health, Item, Outcome, Source
from mingtang.content.collecting.running import run_due_sources, run_source
from mingtang.content.collecting.tests.factories import (
    list_page,
    one_page,
    run,
    site_of,
    small_site,
    source,
    unhurried,
)
from mingtang.content.contract.events import SourceFailed, SourceRecovered
from mingtang.content.fetching.fetching import Limits
from mingtang.content.fetching.tests import server
from mingtang.kernel.errors import Refusal
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def announced(event):
    messages = OutgoingMessage.objects.filter(topic=event.topic).order_by("pk")
    return [message.payload["data"] for message in messages]


@pytest.fixture
def impatient(monkeypatch):
    hurry = Limits(seconds=1.0, silent_seconds=0.3, most_bytes=10 * 1024 * 1024)
    monkeypatch.setattr("mingtang.content.finding.walking.PAGE", hurry)
    monkeypatch.setattr("mingtang.content.fetching.politeness.ROBOTS", hurry)


class TestARun:
    def test_hands_each_new_file_to_intake_with_all_that_is_known(self, monkeypatch, intake):
        with site_of(small_site(1, attachment=True), monkeypatch) as site:
            found = run(source(f"{site.base}/list.html"))

        given = intake.taken[0]
        assert given["origin"] == "试验来源"
        assert given["source_address"] == f"{site.base}/art/0.html"
        assert given["issued_on"] == date(2026, 11, 20)
        assert given["file"].name == "关于开展第0批试点工作的通知.html"
        assert [(f.name, f.content) for f in given["attachments"]] == [
            ("申报表.pdf", b"%PDF-1.4 a form")
        ]
        item = found.items.get()
        assert (item.outcome, item.reference) == (Outcome.TAKEN, "LG0001")

    def test_a_second_run_asks_only_whether_something_is_new(self, site, intake):
        found = run(source(f"{site.base}/list.html"))
        site.asked.clear()

        again = run(found)

        assert again.last_new == 0
        assert site.paths() == ["/list.html"]
        assert "if-none-match" in site.asked[-1][1]

    def test_finds_what_is_added(self, site, intake):
        found = run(source(f"{site.base}/list.html"))
        site.files.update(small_site(4))

        run(found)

        assert len(intake.taken) == 4

    def test_pages_that_only_hand_out_a_file_are_taken_in_as_that_file(self, monkeypatch, intake):
        files = small_site(1)
        link = '<a href="/files/doc.docx">点击下载</a><a href="/files/b.xlsx">汇总表.xlsx</a>'
        files["/art/0.html"] = (one_page(link, paragraphs="<p></p>"), "text/html")
        files["/files/doc.docx"] = (b"PK\x03\x04 word", "application/octet-stream")
        files["/files/b.xlsx"] = (b"PK\x03\x04 sheet", "application/octet-stream")
        with site_of(files, monkeypatch) as site:
            run(source(f"{site.base}/list.html"))

        assert intake.file().content == b"PK\x03\x04 word"
        assert [f.name for f in intake.taken[0]["attachments"]] == ["汇总表.xlsx"]

    def test_links_straight_to_files_are_taken_in_as_files(self, monkeypatch, intake):
        lines = "".join(
            f'<li><a href="f/{n}.pdf">关于第{n}号事项的公告</a> 2026-05-0{n}</li>'
            for n in (1, 2, 3)
        )
        files = {"/l.html": (f"<ul>{lines}</ul>".encode(), "text/html")}
        files |= {f"/f/{n}.pdf": (f"%PDF-1.7 {n}".encode(), "application/pdf") for n in (1, 2, 3)}
        with site_of(files, monkeypatch) as site:
            run(source(f"{site.base}/l.html"))

        assert sorted(intake.names) == [f"关于第{n}号事项的公告.pdf" for n in (1, 2, 3)]

    def test_a_long_list_is_read_on_from_where_the_last_run_stopped(self, monkeypatch, intake):
        files = {}
        for number in range(5):
            onwards = f'<a href="/l_{number + 1}.html">下一页</a>' if number < 4 else ""
            lines = "".join(
                f'<li><a href="/art/{n}.html">关于开展第{n}批试点工作的通知</a><i>2026-01-{28 - n}</i></li>'
                for n in range(number * 3, number * 3 + 3)
            )
            page = f'<meta charset="utf-8"><ul>{lines}</ul>{onwards}'
            files[f"/l_{number}.html"] = (page.encode(), "text/html")
        files |= {k: v for k, v in small_site(15).items() if k.startswith("/art")}
        with site_of(files, monkeypatch) as site:
            found = run(source(f"{site.base}/l_0.html", most_pages=2))
            assert len(intake.taken) == 6
            for expected in (9, 12, 15):
                found = run(found)
                assert len(intake.taken) == expected

        assert found.backlog == ""

    def test_what_is_older_than_wanted_is_left(self, site, intake):
        run(source(f"{site.base}/list.html", since=date(2026, 11, 20)))

        assert len(intake.taken) == 1

    def test_an_editors_selectors_win(self, monkeypatch, intake):
        files = small_site(3)
        files["/list.html"] = (
            f'<div id="x"><p><a href="/art/0.html">关于开展第0批试点工作的通知</a></p></div>'
            f"{list_page(3).decode()}".encode(),
            "text/html",
        )
        with site_of(files, monkeypatch) as site:
            hints = {"list": "#x p", "body": ".zoom"}
            run(source(f"{site.base}/list.html", hints=hints))

        assert len(intake.taken) == 1
        assert "第0批试点的具体安排" in intake.file().content.decode()


class TestTheSameThingTwice:
    def test_is_known_by_its_number(self, monkeypatch, intake):
        files = small_site(2)
        for number in range(2):
            body = f"<p>明政发〔2026〕7号</p><p>第{number}种写法。</p>"
            page = one_page(body, title=f"关于开展第{number}批试点工作的通知")
            page = page.replace(b"<h1>", "<p>发文字号：明政发〔2026〕7号</p><h1>".encode())
            files[f"/art/{number}.html"] = (page, "text/html")
        with site_of(files, monkeypatch) as site:
            found = run(source(f"{site.base}/list.html"))

        assert len(intake.taken) == 1
        second = found.items.get(outcome=Outcome.DUPLICATE)
        assert "文号相同" in second.sentence
        assert second.reference == "LG0001"

    def test_is_known_by_its_text_on_another_source(self, site, intake):
        run(source(f"{site.base}/list.html"))
        site.files |= {path.replace("/art", "/copy"): site.files[path] for path in list(site.files)}
        page = site.files["/list.html"][0].replace(b"/art/", b"/copy/")
        site.files["/other.html"] = (page, "text/html")

        other = run(source(f"{site.base}/other.html", name="另一个来源"))

        assert len(intake.taken) == 3
        assert {item.outcome for item in other.items.all()} == {Outcome.DUPLICATE}
        assert "“试验来源”" in other.items.first().sentence

    def test_two_pages_with_files_of_the_same_name_are_two_things(self, monkeypatch, intake):
        files = small_site(2)
        for number in range(2):
            link = f'<a href="/files/{number}.pdf">附件.pdf</a>'
            page = one_page(link, paragraphs="<p></p>", title="通知")
            files[f"/art/{number}.html"] = (page, "text/html")
            files[f"/files/{number}.pdf"] = (f"%PDF-1.4 {number}".encode(), "application/pdf")
        with site_of(files, monkeypatch) as site:
            run(source(f"{site.base}/list.html"))

        assert len(intake.taken) == 2


class TestRefusalsOfIntake:
    def test_stand_beside_the_item_and_the_rest_goes_on(self, site, intake):
        intake.refusals["第1批"] = Refusal("文件设了密码，打不开。")

        found = run(source(f"{site.base}/list.html"))

        assert len(intake.taken) == 2
        refused = found.items.get(outcome=Outcome.REFUSED)
        assert refused.sentence == "文件设了密码，打不开。"
        assert found.health is Health.FINE

    def test_a_duplicate_names_the_first(self, site, intake):
        known = Refusal("这份文件已经收过了。")
        known.reference = "LG0099"
        intake.refusals["第1批"] = known

        found = run(source(f"{site.base}/list.html"))

        assert found.items.get(outcome=Outcome.DUPLICATE).reference == "LG0099"

    def test_an_accident_of_ours_stops_neither_the_rest_nor_the_file(self, site, intake):
        intake.refusals["第1批"] = RuntimeError("broken")

        found = run(source(f"{site.base}/list.html"))

        waiting = found.items.get(outcome=Outcome.WAITING)
        assert "出了意外" in waiting.sentence
        del intake.refusals["第1批"]
        run(found)
        assert len(intake.taken) == 3

    def test_of_a_secret_file_nothing_is_kept(self, monkeypatch, intake):
        files = small_site(1)
        page = one_page("", paragraphs="<p>机密★10年</p><p>内部安排，不得外传。</p>" * 3)
        files["/art/0.html"] = (page, "text/html")
        intake.refusals["page"] = Refusal("【警报】文件带有密级标志。")
        with site_of(files, monkeypatch) as site:
            found = run(source(f"{site.base}/list.html"))

        item = found.items.get()
        assert item.outcome == Outcome.REFUSED
        assert "试点" not in item.title
        assert (item.text, item.doc_number, item.digest) == ("", "", "")


class TestInterruptions:
    def test_a_run_that_was_killed_is_taken_up_where_it_stopped(self, site, intake, monkeypatch):
        """The process dies while the second file is handed over: nothing is lost, nothing is twice."""
        found = source(f"{site.base}/list.html")

        def dies(**given):
            if len(intake.taken) == 1:
                raise SystemExit
            return intake(**given)

        with monkeypatch.context() as patched:
            patched.setattr("mingtang.content.collecting.steps.take_in", dies)
            with pytest.raises(SystemExit):
                run_source(found.pk, fetcher=unhurried())
        found.refresh_from_db()
        assert found.health is Health.RUNNING
        assert not run_source(found.pk, fetcher=unhurried())

        Source.objects.update(running_until=timezone.now() - timedelta(seconds=1))
        assert run_source(found.pk, fetcher=unhurried())

        assert sorted(intake.names) == [f"关于开展第{n}批试点工作的通知.html" for n in range(3)]
        found.refresh_from_db()
        assert found.health is Health.FINE

    def test_two_runs_at_once_are_one(self, site, intake):
        found = source(f"{site.base}/list.html")
        site.behaviours["/art/0.html"] = lambda handler: (
            seen.append(run_source(found.pk, fetcher=unhurried())),
            handler.answer(200, site.files["/art/0.html"][0]),
        )
        seen = []

        # The page itself tries to begin a second run; a thread of the site has no lease to take.
        Source.objects.filter(pk=found.pk).update(
            running_until=timezone.now() + timedelta(minutes=1)
        )

        assert not run_source(found.pk, fetcher=unhurried(), is_asked_for=True)
        assert intake.taken == []

    def test_a_source_taken_over_by_another_run_is_let_go(self, site, intake, monkeypatch):
        found = source(f"{site.base}/list.html")
        monkeypatch.setattr(
            "mingtang.content.collecting.running.renew", lambda source_id, run_id: False
        )

        assert not run_source(found.pk, fetcher=unhurried())
        assert intake.taken == []

    def test_an_attachment_that_is_missing_leaves_nothing_half_kept(self, monkeypatch, intake):
        files = small_site(3)
        page = one_page('<p>附件：<a href="/files/gone.pdf">表.pdf</a></p>')
        files["/art/1.html"] = (page, "text/html")
        with site_of(files, monkeypatch) as site:
            found = run(source(f"{site.base}/list.html"))
            assert len(intake.taken) == 2
            item = found.items.get(outcome=Outcome.WAITING)
            assert item.sentence.startswith("附件“表.pdf”没有取到")

            for _ in range(5):
                found = run(found)
            item.refresh_from_db()
            assert item.outcome == Outcome.FAILED


BAD = {
    "hangs": (server.hangs, "等得太久"),
    "hangs in the middle": (server.hangs_in_the_middle, "等得太久"),
    "redirects in a ring": (server.redirects_to("/list.html"), "转成了一个圈"),
    "redirects inside": (server.redirects_to("http://169.254.169.254/"), "指向内部网络"),
    "2 GB": (server.announces_two_gigabytes, "没有下载完就停下了"),
    "never ends": (server.never_ends, "没有下载完就停下了"),
    "a bomb": (server.bomb, "没有下载完就停下了"),
    "hangs up": (server.hangs_up, "中途断开"),
    "an error": (server.says(500), "对方系统出错"),
    "not found": (server.says(404), "页面不存在"),
    "garbage": (lambda h: h.answer(200, bytes(range(256)) * 20), "读不懂"),
    "a picture": (lambda h: h.answer(200, b"\x89PNG" + bytes(500)), "给的是一个文件"),
    "an empty page": (lambda h: h.answer(200, b"<html></html>"), "几乎是空的"),
    "a login": (lambda h: h.answer(200, b"<form><input type='password'></form>"), "登录页"),
    "broken JSON": (lambda h: h.answer(200, b'{"data": [{"title": '), "JSON"),
    "broken XML": (lambda h: h.answer(200, b'<rss version="2.0"><channel><item>'), "XML"),
    "an entity bomb": (
        lambda h: h.answer(
            200, b'<?xml version="1.0"?><rss><!DOCTYPE x [<!ENTITY a "aaaa">]></rss>'
        ),
        "自定义实体",
    ),
}


@pytest.mark.usefixtures("impatient")
class TestASourceInTrouble:
    @pytest.mark.parametrize("fault", BAD)
    def test_gives_a_sentence_keeps_nothing_and_the_others_go_on(self, site, intake, fault):
        behaviour, words = BAD[fault]
        bad = source(f"{site.base}/bad.html", name="坏的")
        good = source(f"{site.base}/list.html", name="好的")
        site.behaviours["/bad.html"] = behaviour
        if fault == "redirects in a ring":
            site.behaviours["/bad.html"] = server.redirects_to("/bad.html")

        assert run_due_sources(make_fetcher=unhurried) == 2

        bad.refresh_from_db()
        good.refresh_from_db()
        assert words in bad.trouble
        assert bad.trouble.endswith("。")
        assert bad.health is Health.SHAKY
        assert not Item.objects.filter(source=bad).exists()
        assert good.health is Health.FINE
        assert len(intake.taken) == 3

    def test_is_announced_once_after_three_failures_and_when_it_works_again(self, site, intake):
        site.behaviours["/list.html"] = server.says(500)
        found = source(f"{site.base}/list.html")

        states = [run(found).health for _ in range(5)]

        assert states == [Health.SHAKY, Health.SHAKY, *[Health.FAILED] * 3]
        assert len(announced(SourceFailed)) == 1
        assert announced(SourceFailed)[0]["source"] == "试验来源"
        assert "对方系统出错" in announced(SourceFailed)[0]["reason"]

        del site.behaviours["/list.html"]
        assert run(found).health is Health.FINE
        assert len(announced(SourceRecovered)) == 1
        assert run(found).failures == 0
        assert len(announced(SourceRecovered)) == 1

    def test_a_changed_layout_is_announced_at_once(self, site, intake):
        found = run(source(f"{site.base}/list.html"))
        site.files["/list.html"] = (b"<html><body><p>" + "新版上线".encode() * 40, "text/html")

        found = run(found)

        assert "版式可能改了" in found.trouble
        assert found.health is Health.FAILED
        assert len(announced(SourceFailed)) == 1

    def test_is_tried_again_sooner_and_then_ever_later(self, site, intake):
        site.behaviours["/list.html"] = server.says(500)
        found = source(f"{site.base}/list.html", every_minutes=180)

        pauses = [
            round((found.next_run_at - found.last_run_at).total_seconds() / 60)
            for found in (run(found) for _ in range(6))
        ]

        assert pauses == [10, 20, 40, 80, 160, 180]

    def test_a_list_whose_files_cannot_be_had_is_in_trouble_too(self, site, intake):
        for number in range(3):
            site.behaviours[f"/art/{number}.html"] = server.says(503)

        found = run(source(f"{site.base}/list.html"))

        assert "里面的文件没有取到" in found.trouble
        assert found.items.filter(outcome=Outcome.WAITING).count() == 3

    def test_a_later_page_that_fails_does_not_keep_the_first_ones_from_being_taken_in(
        self, site, intake
    ):
        page = list_page(3, onwards='<a href="/l2.html">下一页</a>')
        site.files["/list.html"] = (page, "text/html")
        site.behaviours["/l2.html"] = server.says(500)

        found = run(source(f"{site.base}/list.html"))

        assert len(intake.taken) == 3
        assert "对方系统出错" in found.trouble
        assert found.backlog.endswith("/l2.html")

    def test_a_paused_source_is_left_alone(self, site, intake):
        found = source(f"{site.base}/list.html")
        Source.objects.filter(pk=found.pk).update(is_paused=True)

        assert run_due_sources(make_fetcher=unhurried) == 0
        assert site.asked == []

    def test_robots_that_forbid_are_said_to(self, site, intake):
        site.files["/robots.txt"] = (b"User-agent: *\nDisallow: /\n", "text/plain")

        assert "robots.txt 不允许" in run(source(f"{site.base}/list.html")).trouble
        assert site.paths() == []
