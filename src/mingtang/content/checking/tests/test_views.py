import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingtang.content.checking.commands.lexicon import add_entry, load_built_in
from mingtang.content.checking.components import FindingsPanel
from mingtang.content.checking.exchange import as_csv
from mingtang.content.checking.models import FalseAlarm, LexiconEntry, RegisteredLeader
from mingtang.content.checking.queries import entries_matching, judged_in
from mingtang.content.checking.tests import factories as wrong
from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.tests.people import department_reviewer, editor, final_reviewer, staff

pytestmark = pytest.mark.django_db
TEXT = "/cms/checking/text/"


def typed(browser, *pieces, page=None, **more):
    body = json.dumps({"page": page, "pieces": list(pieces)})
    return browser.post(TEXT, body, content_type="application/json", **more)


class TestTyping:
    def test_the_findings_come_back_as_a_list(self):
        response = typed(browser_of(editor()), {"field": "摘要", "words": "请核对帐户"})

        shown = response.content.decode()
        assert "发现 1 处：一般 1 处。" in shown
        assert "<mark>帐户</mark>" in shown
        assert "摘要" in shown

    def test_what_is_typed_is_escaped(self):
        words = "<script>alert(1)</script>核对帐户"

        shown = typed(browser_of(editor()), {"field": "<b>", "words": words}).content.decode()

        assert "<script>" not in shown
        assert "<b>摘" not in shown

    def test_nothing_wrong_is_said_too(self):
        shown = typed(browser_of(editor()), {"field": "标题", "words": "一切都好"}).content.decode()

        assert "没有发现问题。" in shown

    def test_what_is_on_record_for_the_page_does_not_count(self):
        page = wrong.draft("请核对帐户。")
        finding = judged_in(page)[0]
        answer = {"rule": finding.finding.rule, "place_key": finding.place_key}
        address = reverse("content_findings", args=[page.pk])
        browser_of(editor()).post(address, {**answer, "scope": "page", "reason": "原文如此"})

        piece = {"field": "正文", "words": "请核对帐户。"}
        shown = typed(browser_of(editor()), piece, page=page.pk).content.decode()

        assert "没有发现问题。" in shown

    @pytest.mark.parametrize(
        "body", ["", "[]", '{"pieces": 1}', '{"pieces": ["x"]}', '{"page": "1"}']
    )
    def test_nonsense_is_refused(self, body):
        response = browser_of(editor()).post(
            TEXT, body, content_type="application/json", headers={"Accept": "application/json"}
        )

        assert response.status_code == 422

    def test_is_for_editors_and_reviewers(self):
        assert typed(browser_of(staff("徐磊", "officer"))).status_code == 403
        assert browser_of(editor()).get(TEXT).status_code == 405


class TestTheEditor:
    def test_shows_the_findings_of_the_saved_draft(self):
        page = wrong.draft("请核对帐户。")

        shown = browser_of(editor()).get(f"/cms/pages/{page.pk}/edit/").content.decode()

        assert "data-checking-address" in shown
        assert "<mark>帐户</mark>" in shown
        assert "content_checking/checking.js" in shown

    def test_begins_empty_with_a_new_page(self):
        column = wrong.make.column()
        address = reverse(
            "wagtailadmin_pages:add", args=["content_pages", "articlepage", column.pk]
        )

        assert "停一停" in browser_of(editor()).get(address).content.decode()


class TestThePanel:
    def test_says_what_blocks(self):
        page = wrong.draft(f"证件号{wrong.IDENTITY_NUMBER}。")

        shown = FindingsPanel(page).render_html()

        assert "才能发布" in shown
        assert wrong.IDENTITY_NUMBER not in shown


class TestThePageOfFindings:
    def address(self, page):
        return reverse("content_findings", args=[page.pk])

    def answer(self, page, **given):
        judged = judged_in(page)[0]
        facts = {"rule": judged.finding.rule, "place_key": judged.place_key, "scope": "here"}
        return {**facts, "reason": "原文如此", **given}

    def test_a_finding_can_be_answered(self):
        page = wrong.draft("请核对帐户。")

        response = browser_of(editor()).post(self.address(page), self.answer(page))

        assert response.status_code == 302
        shown = browser_of(editor()).get(self.address(page)).content.decode()
        assert "已登记为误报的" in shown

    def test_without_a_reason_it_asks_for_one(self):
        page = wrong.draft("请核对帐户。")

        response = browser_of(editor()).post(self.address(page), self.answer(page, reason=""))

        assert response.status_code == 422
        assert "请写明理由" in response.content.decode()

    def test_everywhere_is_offered_to_the_final_reviewer_only(self):
        page = wrong.draft("请核对帐户。")

        offered = [
            "全站的这个词" in browser_of(actor).get(self.address(page)).content.decode()
            for actor in (department_reviewer(), final_reviewer())
        ]

        assert offered == [False, True]

    def test_a_page_that_is_not_there_is_not_found(self):
        assert browser_of(editor()).get("/cms/checking/pages/99999/").status_code == 404

    def test_a_false_alarm_is_listed_and_revoked(self):
        page = wrong.draft("请核对帐户。")
        browser_of(editor()).post(self.address(page), self.answer(page))
        alarm = FalseAlarm.objects.get()

        assert (
            "原文如此" in browser_of(editor()).get("/cms/checking/false-alarms/").content.decode()
        )
        address = reverse("content_false_alarm", args=[alarm.pk])
        assert browser_of(editor()).post(address, {"reason": ""}).status_code == 422
        assert browser_of(editor()).post(address, {"reason": "看错了"}).status_code == 302


class TestTheLexicon:
    LINE = {"wrong": "明洲市", "right": "明州市", "category": "错别字", "severity": "一般"}

    def test_is_found_by_word_class_and_severity(self):
        load_built_in()
        browser = browser_of(editor())

        found = browser.get("/cms/checking/lexicon/?q=帐户&category=错别字&severity=一般")
        nothing = browser.get("/cms/checking/lexicon/?q=帐户&severity=严重")

        assert "账户" in found.content.decode()
        assert "没有找到词条" in nothing.content.decode()

    def test_an_entry_is_added_and_changed(self):
        browser = browser_of(final_reviewer())
        browser.post("/cms/checking/lexicon/add/", {**self.LINE, "reason": "常写错"})
        row = LexiconEntry.objects.get()

        address = reverse("content_lexicon_entry", args=[row.pk])
        assert "明洲市" in browser.get(address).content.decode()
        browser.post(address, {**self.LINE, "severity": "严重", "reason": "要紧"})

        row.refresh_from_db()
        assert (row.severity, row.reason) == ("严重", "要紧")

    @pytest.mark.parametrize("fault", [{"reason": ""}, {"right": "明洲市"}, {"wrong": "一"}])
    def test_a_faulty_entry_is_sent_back(self, fault):
        given = {**self.LINE, "reason": "常写错", **fault}

        response = browser_of(final_reviewer()).post("/cms/checking/lexicon/add/", given)

        assert response.status_code == 422
        assert not LexiconEntry.objects.exists()

    def test_others_cannot_add(self):
        given = {**self.LINE, "reason": "常写错"}

        assert browser_of(editor()).post("/cms/checking/lexicon/add/", given).status_code == 403

    def test_an_entry_is_retired_with_a_reason(self):
        row = add_entry(actor=final_reviewer(), entry=wrong.entry(), reason="常写错")
        address = reverse("content_lexicon_switch", args=[row.pk])
        browser = browser_of(final_reviewer())

        assert browser.get(address).status_code == 200
        assert browser.post(address, {"reason": ""}).status_code == 422
        assert browser.post(address, {"reason": "不用了"}).status_code == 302

    def test_a_text_can_be_tried(self):
        response = browser_of(editor()).post("/cms/checking/lexicon/try/", {"text": "核对帐户"})

        assert "<mark>帐户</mark>" in response.content.decode()

    def test_goes_out_as_a_file(self):
        load_built_in()

        response = browser_of(editor()).get("/cms/checking/lexicon/export/")

        assert response.content == as_csv(entries_matching())

    def test_comes_in_after_a_preview(self):
        text = "错敏词,建议,类别,严重度\n明洲市,明州市,错别字,一般\n甲,乙,错别字,一般\n"
        file = SimpleUploadedFile("a.csv", text.encode())
        browser = browser_of(final_reviewer())

        shown = browser.post("/cms/checking/lexicon/import/", {"file": file}).content.decode()
        assert "第 3 行：错敏词至少要两个字" in shown
        assert not LexiconEntry.objects.exists()
        confirmed = {"text": text, "import": "1", "reason": "部门来函"}
        browser.post("/cms/checking/lexicon/import/", confirmed)

        assert LexiconEntry.objects.get().wrong == "明洲市"

    def test_a_file_that_is_none_is_told(self):
        file = SimpleUploadedFile("a.csv", b"x,y\n1,2\n")

        response = browser_of(final_reviewer()).post(
            "/cms/checking/lexicon/import/", {"file": file}
        )

        assert response.status_code == 422
        assert "第一行缺少这些列" in response.content.decode()

    def test_others_cannot_bring_in(self):
        assert browser_of(editor()).get("/cms/checking/lexicon/import/").status_code == 403


class TestTheRegister:
    LINE = {"name": "林致和", "titles": "市长", "rank": "1"}

    def test_is_kept_and_shown(self):
        browser = browser_of(final_reviewer())

        browser.post("/cms/checking/leaders/add/", self.LINE)

        leader = RegisteredLeader.objects.get()
        assert "林致和" in browser_of(editor()).get("/cms/checking/leaders/").content.decode()
        address = reverse("content_leader", args=[leader.pk])
        assert browser.get(address).status_code == 200
        days = {"since": "2026-03-01", "until": "2026-01-01"}
        assert browser.post(address, {**self.LINE, **days}).status_code == 422
        assert browser.post(address, {"remove": "1"}).status_code == 302
        assert not RegisteredLeader.objects.exists()

    def test_others_cannot_keep_it(self):
        assert browser_of(editor()).post("/cms/checking/leaders/add/", self.LINE).status_code == 403


def test_the_menu_shows_the_lexicon():
    name = json.dumps("错敏词词库").strip('"')  # the menu is told to the script

    assert name in browser_of(editor()).get("/cms/").content.decode()
