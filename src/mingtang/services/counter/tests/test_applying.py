"""Applying through the pages: what is shown, what is kept, what is refused and how it is said."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingtang.services.cases.models import Case
from mingtang.services.catalogue.commands import withdraw_guide
from mingtang.services.tests.factories import GOOD, PDF, PNG, filled, opened, published
from mingtang.services.tests.people import CHEN, STRANGER, as_actor, keeper, officer
from mingtang.services.uploads.queries import files_of_dossier

pytestmark = pytest.mark.django_db
APPLY = "/services/apply/juzhuzheng/"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def guide(user_centre):
    user_centre.reset(person__name="陈悦", person__phone="19900000001")
    return published()


def get(client, path=f"{APPLY}1/", actor=CHEN):
    return client.get(path, **as_actor(actor))


def post(client, path=f"{APPLY}2/", actor=CHEN, **data):
    return client.post(path, data, **as_actor(actor))


def where(**changes) -> dict:
    told = {name: GOOD[name] for name in ("kind", "address", "promise")}
    return {**told, "proof": SimpleUploadedFile("合同.pdf", PDF), **changes}


class TestBegin:
    def test_wants_a_login_and_comes_back(self, client):
        assert client.get(APPLY).headers["Location"] == f"/login/?next={quote(APPLY, safe='')}"

    def test_leads_to_the_first_step_and_later_to_where_the_person_stopped(self, client):
        assert get(client, APPLY).headers["Location"] == f"{APPLY}1/"
        post(client, **where(proof=""))
        assert get(client, APPLY).headers["Location"] == f"{APPLY}2/"
        filled()
        assert get(client, APPLY).headers["Location"] == f"{APPLY}check/"

    def test_refuses_staff_unknown_items_and_items_off_offer_in_plain_words(self, client):
        assert get(client, APPLY, officer()).status_code == 403
        unknown = get(client, "/services/apply/nothing/")
        assert unknown.status_code == 404
        assert "没有找到这个事项" in unknown.content.decode()
        withdraw_guide(actor=keeper(), item_code="juzhuzheng", reason="")
        off = get(client, APPLY)
        assert off.status_code == 409
        assert "现在不能网上申请" in off.content.decode()


class TestStep:
    def test_shows_what_is_known_with_its_source_and_does_not_ask_for_it(self, client):
        page = get(client).content.decode()

        assert "市公安局人口库" in page
        assert "11 月 24 日 09:41 取得" in page
        assert "199****0001" in page
        assert 'name="name"' not in page
        assert "<b>7</b>" in page, "seven of nine are left to type"

    def test_says_calmly_that_nobody_answered_and_asks_instead(self, client, user_centre):
        user_centre.silence = "资料中心暂时没连上，请您先自己填，不影响办理。"

        page = get(client).content.decode()

        assert "不影响办理" in page
        assert 'name="phone"' in page

    def test_shows_what_the_errand_costs_and_needs_beside_it(self, client):
        page = get(client).content.decode()

        for words in ("3 个工作日", "不收费", "在明州住满半年", "身份证", "0999-8607110"):
            assert words in page

    def test_that_does_not_exist_is_said(self, client):
        for number in (0, 3, 99):
            assert get(client, f"{APPLY}{number}/").status_code == 404

    def test_leads_on_when_everything_holds(self, client):
        assert post(client, f"{APPLY}1/", next="1").headers["Location"] == f"{APPLY}2/"
        assert post(client, **where()).headers["Location"] == f"{APPLY}check/"

    def test_says_beside_each_field_what_is_wrong_and_keeps_the_rest(self, client):
        answer = post(client, **where(kind="丙", since="昨天", address="", note="长" * 51))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "有 4 处要您改一下" in page
        for sentence in ("列出的选项", "2026-11-24", "请填写现居住地址", "50 个字以内"):
            assert page.count(sentence) >= 2, "on top and beside the field"
        assert 'value="昨天"' in page
        assert "长" * 51 in page
        assert "合同.pdf" in page, "the good file is kept"

    @pytest.mark.parametrize("field", ["address", "note", "since"])
    def test_never_runs_what_was_typed(self, client, field):
        page = post(client, **where(kind="", **{field: SCRIPT})).content.decode()

        assert SCRIPT not in page
        assert "&lt;script&gt;" in page

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("合同.pdf", b"MZ\x90 program", "其实是程序"),
            ("合同.pdf", b"<html><script>", "网页或代码"),
            ("合同.pdf", b"", "这个文件是空的"),
            ("大.pdf", PDF + b"x" * (10 * 1024 * 1024), "超过 10 MB"),
        ],
    )
    def test_judges_uploads_by_their_content(self, client, name, content, sentence):
        answer = post(client, **where(proof=SimpleUploadedFile(name, content)))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "学院路86号" in page

    def test_shows_an_odd_file_name_without_its_teeth(self, client):
        odd = SimpleUploadedFile('"><img onerror=x>.png.exe', PNG)

        page = post(client, **where(proof=odd, kind="")).content.decode()

        assert "<img" not in page
        assert ".png" in page

    def test_lets_a_known_value_be_disputed_and_restored(self, client):
        post(client, f"{APPLY}1/", wrong="phone")
        page = get(client).content.decode()
        assert 'name="phone" value="19900000001"' in page
        assert "提交后经办人会核对" in page

        post(client, f"{APPLY}1/", restore="phone")
        assert 'name="phone"' not in get(client).content.decode()

    def test_keeps_the_other_fields_when_a_file_is_taken_away(self, client):
        post(client, **where(kind=""))

        post(client, **where(remove="proof", address="学院路88号", proof=""))

        draft = opened()
        assert draft.typed["address"] == "学院路88号"
        assert files_of_dossier(draft.pk) == []

    def test_can_be_saved_half_done(self, client):
        answer = post(client, address="学院路86号", save="1")

        assert answer.headers["Location"] == f"{APPLY}2/?saved=1"
        assert "已经保存" in get(client, answer.headers["Location"]).content.decode()

    def test_keeps_a_field_that_an_older_page_did_not_know(self, client):
        post(client, address="学院路86号", save="1")
        post(client, kind="每年签注", save="1")

        assert opened().typed["address"] == "学院路86号"

    def test_asks_the_database_little(self, client, django_assert_max_num_queries):
        get(client)

        with django_assert_max_num_queries(1):
            get(client)


class TestAutosave:
    def test_keeps_what_stands_there_and_says_when(self, client):
        answer = post(client, f"{APPLY}2/autosave/", address="学院路", since="昨")

        assert "已保存" in answer.json()["sentence"]
        assert opened().typed["since"] == "昨"

    def test_tells_a_script_that_the_login_has_ended(self, client):
        answer = client.post(f"{APPLY}2/autosave/", {}, HTTP_ACCEPT="application/json")

        assert answer.status_code == 403
        assert "登录过期" in answer.json()["title"]


class TestCheckAndSubmit:
    def submit(self, client, **data):
        draft = opened()
        return post(client, f"{APPLY}check/", **{"draft": str(draft.pk), "agree": "是", **data})

    def test_shows_everything_once_more(self, client):
        filled()

        page = get(client, f"{APPLY}check/").content.decode()

        for words in ("学院路86号", "每年签注", "合同.pdf", "市公安局人口库", "199****0001"):
            assert words in page

    def test_makes_one_case_however_often_the_button_is_pressed(self, client):
        draft = filled()

        first, second = (self.submit(client, draft=str(draft.pk)) for _ in range(2))

        case = Case.objects.get()
        assert first.headers["Location"] == f"/services/cases/{case.reference}/"
        assert second.headers["Location"] == first.headers["Location"]

    def test_needs_consent(self, client):
        filled()

        answer = self.submit(client, agree="")

        assert answer.status_code == 422
        assert "请先勾选承诺和同意" in answer.content.decode()
        assert not Case.objects.exists()

    def test_leads_back_to_what_is_missing(self, client):
        filled(kind="")

        answer = self.submit(client)

        assert answer.headers["Location"] == f"{APPLY}2/?missing=1"
        assert "请选择办理类型" in get(client, answer.headers["Location"]).content.decode()
        assert get(client, f"{APPLY}check/").headers["Location"] == f"{APPLY}2/?missing=1"

    def test_shows_the_form_again_when_it_has_changed_meanwhile(self, client):
        draft = filled()
        published(fee={"text": "10 元"})

        answer = post(client, f"{APPLY}check/", draft=str(draft.pk), agree="是")

        assert answer.status_code == 422
        assert "这份表单刚刚有更新" in answer.content.decode()
        assert not Case.objects.exists()
        assert opened().typed["address"] == "学院路86号"

    @pytest.mark.parametrize("draft", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_does_not_know_other_drafts(self, client, draft):
        assert self.submit(client, draft=draft).status_code == 404

    def test_of_somebody_elses_draft_finds_nothing(self, client):
        draft = filled()

        answer = post(client, f"{APPLY}check/", actor=STRANGER, draft=str(draft.pk), agree="是")

        assert answer.status_code == 404


class TestWhenTheLoginOrTheFormRanOut:
    def test_what_was_typed_is_given_back_to_be_sent_again(self, client):
        answer = client.post(f"{APPLY}2/", {"address": f"学院路{SCRIPT}", "next": "1"})

        page = answer.content.decode()
        assert answer.status_code == 403
        assert "您的登录过期了" in page
        assert f"/login/?next={quote(f'{APPLY}2/', safe='')}" in page
        assert 'name="address" value="学院路&lt;script&gt;' in page
        assert 'name="next" value="1"' in page

    def test_an_expired_form_from_our_own_page_can_be_sent_again(self):
        client = Client(enforce_csrf_checks=True)

        answer = client.post(
            f"{APPLY}2/",
            {"address": "学院路86号"},
            HTTP_ORIGIN="http://testserver",
            **as_actor(CHEN),
        )

        page = answer.content.decode()
        assert answer.status_code == 403
        assert "再提交一次" in page
        assert 'value="学院路86号"' in page
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        again = client.post(
            f"{APPLY}2/",
            {"address": "学院路86号", "save": "1", "csrfmiddlewaretoken": token},
            HTTP_ORIGIN="http://testserver",
            **as_actor(CHEN),
        )
        assert again.status_code == 302
        assert opened().typed["address"] == "学院路86号"

    @pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://evil.example"}])
    def test_a_form_of_another_site_is_never_offered_for_sending(self, origin):
        client = Client(enforce_csrf_checks=True)

        answer = client.post(f"{APPLY}2/", {"address": "别处"}, **origin, **as_actor(CHEN))

        page = answer.content.decode()
        assert answer.status_code == 403
        assert "放得太久" in page
        assert "别处" not in page


class TestAddressesThatLeadNowhere:
    @pytest.mark.parametrize(
        "path", ["/services/", "/services/cases/a%00b/", "/services/apply/<x>/", "/desk/none/"]
    )
    def test_get_a_page_in_chinese(self, client, path):
        answer = get(client, path)

        assert answer.status_code == 404
        assert "没有这一页" in answer.content.decode()

    def test_too_much_text_is_refused_with_a_sentence(self, client):
        answer = post(client, address="长" * 1_200_000)

        assert answer.status_code == 400
        assert "内容太多" in answer.content.decode()
