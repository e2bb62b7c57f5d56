import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.intake.commands import take_in
from mingtang.content.intake.correcting import Words, accept_sure, correct_value, undo
from mingtang.content.intake.models import Lesson, Submission, Upload
from mingtang.content.intake.queries import doubtful_of
from mingtang.content.intake.tasks import read_upload
from mingtang.content.intake.tests import factories as make
from mingtang.content.pages.models import ArticlePage
from mingtang.content.parsing.tests.policies import ISSUING, NOTICE
from mingtang.content.tests import factories as site
from mingtang.content.tests.people import department_reviewer, editor, staff

pytestmark = pytest.mark.django_db


def page_of(made, actor=None):
    return browser_of(actor or editor()).get(address_of(made)).content.decode()


def address_of(made):
    return reverse("content_intake_submission", args=[made.reference])


def press(made, do, actor=None, **more):
    made.refresh_from_db()
    answer = {"do": do, "version": made.version, **more}
    return browser_of(actor or editor()).post(address_of(made), answer)


class TestTheList:
    def test_shows_what_is_to_be_checked_with_its_doubts(self):
        made = make.submission(ISSUING)

        html = browser_of(editor()).get("/cms/intake/").content.decode()

        assert made.title in html
        assert "还有 2 处要看" in html

    def test_finds_by_title_whatever_the_state(self):
        make.submission(NOTICE)
        make.submission(ISSUING)

        html = browser_of(editor()).get("/cms/intake/?q=高龄").content.decode()

        assert "高龄津贴" in html
        assert "技能提升" not in html

    def test_is_for_editors(self):
        assert browser_of(department_reviewer()).get("/cms/intake/").status_code == 403

    def test_asks_the_database_no_more_for_a_longer_list(self, django_assert_max_num_queries):
        for number in range(5):
            make.submission(NOTICE.replace("03号", f"{number + 10}号"))
        browser = browser_of(editor())
        browser.get("/cms/intake/")

        with django_assert_max_num_queries(25):
            browser.get("/cms/intake/")


class TestHandingIn:
    def test_leads_from_the_form_over_the_progress_to_the_corrections(self):
        browser = browser_of(editor())
        file = SimpleUploadedFile("policy.txt", NOTICE.strip().encode())

        sent = browser.post("/cms/intake/upload/", {"policies": [file]})
        waiting = browser.get(sent["Location"]).content.decode()
        read_upload(upload_number=Upload.objects.get().pk)
        done = browser.get(sent["Location"])

        assert "排队" in waiting
        assert '<a href="">刷新</a>' in waiting
        assert done["Location"] == address_of(Submission.objects.get())

    def test_shows_why_a_file_was_not_taken_and_links_to_the_first(self):
        first = make.submission()
        browser = browser_of(editor())
        files = [
            SimpleUploadedFile("again.txt", NOTICE.strip().encode()),
            SimpleUploadedFile("空.txt", b""),
        ]
        sent = browser.post("/cms/intake/upload/", {"policies": files})
        for one in Upload.objects.all():
            read_upload(upload_number=one.pk)

        html = browser.get(sent["Location"]).content.decode()

        assert "这份文件已经收过" in html
        assert f'href="{address_of(first)}"' in html
        assert "文件是空的（0 字节）" in html
        assert "refresh" not in html

    def test_nothing_chosen_is_said_beside_the_field(self):
        response = browser_of(editor()).post("/cms/intake/upload/", {})

        assert response.status_code == 422
        assert "请先选文件" in response.content.decode()

    def test_attachments_need_one_file_they_belong_to(self):
        def file(name):
            return SimpleUploadedFile(name, b"x")

        response = browser_of(editor()).post(
            "/cms/intake/upload/",
            {"policies": [file("a.txt"), file("b.txt")], "attachments": [file("c.txt")]},
        )

        assert "附件要跟着一份文件" in response.content.decode()

    def test_can_be_stopped(self):
        browser = browser_of(editor())
        file = SimpleUploadedFile("policy.txt", NOTICE.strip().encode())
        browser.post("/cms/intake/upload/", {"policies": [file]})

        response = browser.post(f"/cms/intake/uploads/{Upload.objects.get().pk}/stop/", follow=True)

        assert "已经按您的要求停下" in response.content.decode()

    def test_is_nobody_elses_business(self):
        browser = browser_of(editor())
        file = SimpleUploadedFile("policy.txt", NOTICE.strip().encode())
        sent = browser.post("/cms/intake/upload/", {"policies": [file]})

        response = browser_of(staff("沈洁", "editor")).get(sent["Location"])

        assert response.status_code == 404


class TestTheCorrections:
    def test_doubts_come_first_and_every_value_leads_to_its_place(self):
        made = make.submission(ISSUING)
        doubtful = list(doubtful_of(made))

        html = page_of(made)

        assert "还有 2 处要看" in html
        assert html.index(f'id="v{doubtful[0].pk}"') < html.index('id="h-title"')
        for value in made.found.all():
            assert f'href="#s{value.pk}"' in html
            assert html.count(f'id="s{value.pk}"') == 1
        assert html.count(" autofocus") == 1

    def test_the_source_is_text_whatever_stands_in_it(self):
        made = make.submission(NOTICE.replace("一、申领条件", "一、<script>alert(1)</script>条件"))

        html = page_of(made)

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;条件" in html

    def test_one_press_accepts(self):
        made = make.submission(ISSUING)
        value = doubtful_of(made).first()

        response = press(made, f"accept:{value.pk}")

        assert response.status_code == 302
        assert "还有 1 处要看" in page_of(made)

    def test_every_button_does_what_it_says(self):
        made = make.submission(NOTICE)
        contact = make.value(made, "contact")

        press(made, f"correct:{contact.pk}", text="0570-1234567", start="", end="")
        press(made, "add", field="addressee", text="各区经办机构")
        press(made, f"delete:{make.value(made, 'validity').pk}")
        press(made, "accept-field:scope")
        press(made, "accept-sure")

        assert make.texts(made, "contact") == ["0570-1234567"]
        assert make.texts(made, "addressee") == ["各区经办机构"]
        assert make.texts(made, "validity") == []
        assert set(made.found.values_list("status", flat=True)) == {
            *("accepted", "corrected", "added", "deleted"),
        }
        assert "周敏" in page_of(made)

    def test_an_old_page_is_refused_and_what_was_typed_is_not_lost(self):
        made = make.submission(NOTICE)
        contact = make.value(made, "contact")
        accept_sure(actor=staff("沈洁", "editor"), seen=make.seen(made))

        response = browser_of(editor()).post(
            address_of(made), {"do": f"correct:{contact.pk}", "version": 0, "text": "另一个电话"}
        )

        html = response.content.decode()
        assert response.status_code == 409
        assert "这份来稿刚被改过" in html
        assert "另一个电话" in html

    def test_a_learned_change_says_whose_it_was(self):
        first = make.submission(make.ODD)
        correct_value(
            actor=editor(),
            seen=make.seen(first),
            value_number=make.value(first, "issuing_authority").pk,
            words=Words("明州市民政和老龄事务局"),
        )
        second = make.submission(make.ODD.replace("助餐", "助浴").replace("7号", "9号"))

        mine = page_of(second)
        theirs = page_of(second, staff("沈洁", "editor"))

        assert re.search(r"按您 \d+ 月 \d+ 日的改法", mine)
        assert re.search(r"按周敏 \d+ 月 \d+ 日的改法", theirs)

    @pytest.mark.parametrize("do", ["accept:0", "nonsense", "accept:x", "add", ""])
    def test_nonsense_is_refused_politely(self, do):
        assert press(make.submission(NOTICE), do).status_code in {404, 422}

    def test_is_for_editors(self):
        made = make.submission()

        assert browser_of(department_reviewer()).get(address_of(made)).status_code == 403
        assert press(made, "accept-sure", actor=department_reviewer()).status_code == 403


class TestFiles:
    def test_are_handed_over_to_be_saved_never_shown(self):
        page = "<!doctype html><article><h1>关于停水的通知</h1><p>各小区：</p><p>明天停水，请提前储水。</p>"
        made = take_in(actor=editor(), file=make.policy_file(page, name="停水.html"), origin="周敏")
        file = made.files.get()

        response = browser_of(editor()).get(f"{address_of(made)}files/{file.pk}/")

        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"".join(response.streaming_content) == page.encode()

    def test_of_another_submission_are_not_found(self):
        first, second = make.submission(NOTICE), make.submission(ISSUING)

        response = browser_of(editor()).get(f"{address_of(first)}files/{second.files.get().pk}/")

        assert response.status_code == 404


class TestTheDraft:
    def test_one_press_leads_to_the_form_of_the_page_and_the_next_too(self):
        column = site.column("zhengce", title="政策文件", kind="policy")
        made = make.checked()
        browser = browser_of(editor())

        first = browser.post(f"{address_of(made)}draft/", {"column": column.pk})
        second = browser.post(f"{address_of(made)}draft/", {"column": column.pk})

        page = ArticlePage.objects.get()
        assert first["Location"] == second["Location"] == f"/cms/pages/{page.pk}/edit/"
        assert browser.get(first["Location"]).status_code == 200
        assert "去看稿件" in page_of(made)

    def test_doubts_are_named(self):
        site.column("zhengce", title="政策文件", kind="policy")
        made = make.submission(ISSUING)

        response = browser_of(editor()).post(f"{address_of(made)}draft/", {"column": "1"})

        assert response.status_code == 409
        assert "还有 2 处没有看过" in response.content.decode()

    def test_or_its_end_with_a_reason_and_back(self):
        made = make.submission()
        browser = browser_of(editor())

        refused = browser.post(f"{address_of(made)}end/", {"reason": ""})
        browser.post(f"{address_of(made)}end/", {"reason": "依申请公开"})
        ended = page_of(made)
        browser.post(f"{address_of(made)}end/", {"do": "back"})

        assert "请写明为什么不发布" in refused.content.decode()
        assert "不发布：依申请公开" in ended
        assert "全部接受有把握的" in page_of(made)


class TestLessons:
    def test_are_listed_in_words_and_forgotten_by_a_press(self):
        made = make.submission(make.ODD)
        correct_value(
            actor=editor(),
            seen=make.seen(made),
            value_number=make.value(made, "issuing_authority").pk,
            words=Words("明州市民政和老龄事务局"),
        )
        browser = browser_of(editor())

        listed = browser.get("/cms/intake/lessons/").content.decode()
        browser.post(f"/cms/intake/lessons/{Lesson.objects.get().pk}/")

        assert "写作“明州市民政局”的，换成“明州市民政和老龄事务局”" in listed
        assert "还没有学到改法" in browser.get("/cms/intake/lessons/").content.decode()

    def test_corrections_are_exported_without_people_and_without_what_was_undone(self, capsys):
        made = make.submission(NOTICE)
        contact = make.value(made, "contact")
        correct_value(
            actor=editor(),
            seen=make.seen(made),
            value_number=contact.pk,
            words=Words("0570-1234567"),
        )
        accept_sure(actor=editor(), seen=make.seen(made))
        undo(actor=editor(), seen=make.seen(made))

        call_command("export_corrections")

        told = capsys.readouterr()
        lines = [json.loads(line) for line in told.out.splitlines()]
        assert [(line["field"], line["act"]) for line in lines] == [("contact", "correct")]
        assert lines[0]["before"]["text"] == contact.text
        assert lines[0]["after"]["text"] == "0570-1234567"
        assert "周敏" not in told.out
