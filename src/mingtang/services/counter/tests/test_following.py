"""The case page, the correction, the rating and the files, as the applicant meets them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.services.cases.commands.correcting import request_correction
from mingtang.services.cases.commands.deciding import decide_case
from mingtang.services.cases.commands.opening import open_case
from mingtang.services.cases.commands.submitting import submit_application
from mingtang.services.cases.models import Case, CaseStatus
from mingtang.services.contract.types import Outcome
from mingtang.services.ratings.models import Rating
from mingtang.services.tests.factories import PDF, PNG, CaseFactory, filled, published
from mingtang.services.tests.people import CHEN, STRANGER, as_actor, officer
from mingtang.services.uploads.queries import files_of_dossier

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def guide(user_centre):
    user_centre.reset(person__name="陈悦")
    return published()


@pytest.fixture
def case() -> Case:
    return submit_application(actor=CHEN, draft_id=filled(since="2026-01-05").pk)


def page(client, case, more="", actor=CHEN):
    return client.get(f"/services/cases/{case.reference}/{more}", **as_actor(actor))


def post(client, case, more, actor=CHEN, **data):
    return client.post(f"/services/cases/{case.reference}/{more}", data, **as_actor(actor))


def ask(case, *fields, message="第二页看不清"):
    return request_correction(
        actor=officer(),
        reference=case.reference,
        seen_revision=case.revision,
        message=message,
        fields=fields,
    )


def decide(case, outcome=Outcome.GRANTED, reason=""):
    return decide_case(
        actor=officer(),
        reference=case.reference,
        seen_revision=case.revision,
        outcome=outcome,
        reason=reason,
    )


class TestCasePage:
    def test_says_where_it_stands_and_who_has_it(self, client, case):
        told = page(client, case).content.decode()

        for words in ("已经送到窗口", "公安局正在看您的材料", "等待受理", case.reference):
            assert words in told
        assert "还没有人打开过" in told

    def test_shows_what_was_handed_in_half_hidden(self, client, case):
        told = page(client, case).content.decode()

        assert "学院路86号" in told
        assert "199****0001" in told
        assert "2026 年 1 月 5 日" in told
        assert "合同.pdf" in told

    def test_tells_who_looked_at_the_data_and_how_often(self, client, case):
        for _ in range(2):
            open_case(actor=officer(), reference=case.reference)

        told = page(client, case).content.decode()

        assert "徐磊" in told
        assert "审查“居住证申领、签注”申请" in told
        assert "2 次<br>" in told

    def test_tells_what_the_person_gets(self, client, case):
        decide(case)

        told = page(client, case).content.decode()

        assert "居住证（电子证照、邮寄）" in told
        assert "这次办得怎么样" in told
        assert "撤回申请" not in told

    def test_of_a_refused_case_gives_the_reason_and_the_way_to_object(self, client, case):
        decide(case, Outcome.REFUSED, f"没有住满半年{SCRIPT}")

        told = page(client, case).content.decode()

        assert "没有住满半年" in told
        assert SCRIPT not in told
        assert "行政复议" in told

    def test_of_somebody_else_does_not_exist(self, client, case, trail):
        for more in ("", "correction/"):
            assert page(client, case, more, STRANGER).status_code == 404
        for more in ("correction/", "withdrawal/", "rating/"):
            assert post(client, case, more, STRANGER).status_code == 404
        assert trail().count("case_refused") == 5
        assert client.get(f"/services/cases/{case.reference}/").status_code == 302

    def test_asks_the_database_little(self, client, case, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            page(client, case)


class TestCorrection:
    def test_is_announced_on_the_case_page(self, client, case):
        ask(case, "proof")

        told = page(client, case).content.decode()

        assert "第二页看不清" in told
        assert "现在就补" in told

    def test_asks_for_what_was_named_and_shows_what_was_there(self, client, case):
        ask(case, "proof", "address")

        told = page(client, case, "correction/").content.decode()

        assert 'name="address" value="学院路86号"' in told
        assert 'name="proof"' in told
        assert 'name="kind"' not in told

    def test_goes_through_and_cannot_be_sent_twice(self, client, case):
        ask(case, "proof")

        first = post(client, case, "correction/", proof=SimpleUploadedFile("新.png", PNG))
        second = post(client, case, "correction/", proof=SimpleUploadedFile("新.png", PNG))

        assert first.status_code == second.status_code == 302
        assert Case.objects.get().status == CaseStatus.CORRECTED
        assert len(files_of_dossier(case.dossier_id)) == 2
        assert "补正收到了" in page(client, case).content.decode()

    def test_keeps_text_and_good_files_when_something_is_wrong(self, client, case):
        ask(case, "proof", "photo", "address")

        answer = post(
            client,
            case,
            "correction/",
            address="学院路88号",
            correction_note=f"重拍了{SCRIPT}",
            proof=SimpleUploadedFile("新.png", PNG),
            photo=SimpleUploadedFile("我.jpg", b"MZ"),
        )

        told = answer.content.decode()
        assert answer.status_code == 422
        assert "其实是程序" in told
        assert "学院路88号" in told
        assert "重拍了&lt;script&gt;" in told
        assert "新.png" in told
        assert Case.objects.get().needs_correction

    def test_that_is_empty_is_not_sent(self, client, case):
        ask(case)

        answer = post(client, case, "correction/")

        assert answer.status_code == 422
        assert "写一句说明" in answer.content.decode()

    def test_nobody_asked_for_leads_to_the_case(self, client, case):
        assert page(client, case, "correction/").status_code == 302


class TestWithdrawal:
    def test_is_one_press_and_then_over(self, client, case):
        assert post(client, case, "withdrawal/").status_code == 302
        again = post(client, case, "withdrawal/")

        assert again.status_code == 409
        assert "已经办结" in again.content.decode()
        assert Case.objects.get().status == CaseStatus.WITHDRAWN

    def test_is_not_done_by_looking(self, client, case):
        assert page(client, case, "withdrawal/").status_code == 405


class TestRating:
    def test_chooses_nothing_beforehand(self, client):
        case = CaseFactory(granted=True)

        told = page(client, case).content.decode().split('id="rate"')[1]

        assert " checked" not in told
        assert told.count('name="grade"') == 5

    def test_is_given_once(self, client):
        case = CaseFactory(granted=True)

        first = post(client, case, "rating/", grade="5", words="快")
        second = post(client, case, "rating/", grade="1", words="改主意")

        assert first.headers["Location"].endswith("#rate")
        assert second.status_code == 409
        assert Rating.objects.get().grade == 5
        told = page(client, case).content.decode()
        assert "非常满意" in told
        assert 'name="grade"' not in told

    @pytest.mark.parametrize("grade", ["", "9", "非常满意", "５" * 5000])
    def test_without_a_grade_keeps_the_words(self, client, grade):
        case = CaseFactory(granted=True)

        answer = post(client, case, "rating/", grade=grade, words=f"写了很久{SCRIPT}")

        told = answer.content.decode()
        assert answer.status_code == 422 or grade.startswith("５")
        assert not Rating.objects.exists()
        assert "写了很久&lt;script&gt;" in told

    def test_comes_after_the_decision(self, client, case):
        assert post(client, case, "rating/", grade="5").status_code == 409


class TestFiles:
    def address(self, case):
        (file,) = files_of_dossier(case.dossier_id)
        return f"/services/files/{file.pk}"

    def test_are_downloads_that_can_do_nothing(self, client, case):
        answer = client.get(self.address(case), **as_actor(CHEN))

        assert answer.content == PDF
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_are_for_the_applicant_and_the_officers_of_the_department(self, client, case):
        address = self.address(case)

        assert client.get(address, **as_actor(officer())).status_code == 200
        for actor in (STRANGER, officer("renshe")):
            assert client.get(address, **as_actor(actor)).status_code == 404
        assert client.get(address).headers["Location"].startswith("/login/")
        assert client.get(f"/services/files/{uuid4()}", **as_actor(CHEN)).status_code == 404
