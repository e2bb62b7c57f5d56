"""The officer's desk: what waits, what a case shows, what can be decided, and who may."""

import pytest
from django.utils import timezone

from mingtang.kernel.audit.models import AuditEntry
from mingtang.services.cases.commands.submitting import submit_application
from mingtang.services.cases.models import Case, CaseStatus
from mingtang.services.forms.commands import dispute_known, save_answers
from mingtang.services.tests.factories import CaseFactory, filled, published
from mingtang.services.tests.people import CHEN, STRANGER, as_actor, editor, officer

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def guide(user_centre):
    user_centre.reset(person__name="陈悦", person__phone="19900000001")
    return published()


@pytest.fixture
def case() -> Case:
    return submit_application(actor=CHEN, draft_id=filled().pk)


def get(client, path="/desk/", actor=None):
    return client.get(path, **as_actor(actor or officer()))


def post(client, case, deed, actor=None, query="", **data):
    path = f"/desk/cases/{case.reference}/{deed}/{query}"
    told = {"revision": str(case.revision), **data}
    return client.post(path, told, **as_actor(actor or officer()))


class TestQueue:
    def test_shows_cards_counts_and_whose_turn_it_is(self, client):
        today = timezone.localdate()
        CaseFactory(due_on=today.replace(year=today.year - 1), applicant_name="王桂兰")
        CaseFactory(due_on=today, applicant_name="李雷")

        page = get(client).content.decode()

        assert "红<span" in page
        assert "黄<span" in page
        assert "今天到期" in page
        assert page.index("王桂兰") < page.index("李雷")

    @pytest.mark.parametrize("show", ["all", "today", "late", "waiting", "mine", "done", "x"])
    def test_can_be_narrowed_to_what_an_officer_wants(self, client, show):
        CaseFactory()
        CaseFactory(granted=True)

        assert get(client, f"/desk/?show={show}").status_code == 200

    @pytest.mark.parametrize("query", ["q=%00", "q=%27%20OR%201", "page=x", "page=99999999"])
    def test_bears_odd_questions(self, client, query):
        assert get(client, f"/desk/?{query}").status_code == 200

    def test_says_what_to_try_when_nothing_is_found(self, client):
        page = get(client, f"/desk/?q={SCRIPT}").content.decode()

        assert "没有找到" in page
        assert SCRIPT not in page

    def test_is_for_officers(self, client):
        for actor in (CHEN, STRANGER, editor()):
            assert get(client, actor=actor).status_code == 403
        assert client.get("/desk/").headers["Location"] == "/login/?next=%2Fdesk%2F"

    def test_goes_on_from_page_to_page(self, client):
        CaseFactory.create_batch(23)

        first, second = (get(client, f"/desk/?page={n}").content.decode() for n in (1, 2))

        assert first.count("data-case-link") == 20
        assert second.count("data-case-link") == 3
        assert "下一页" in first
        assert "下一页" not in second

    def test_asks_the_same_few_questions_however_long_it_is(
        self, client, django_assert_num_queries
    ):
        CaseFactory.create_batch(15)

        with django_assert_num_queries(2):
            get(client)


class TestCase:
    def test_shows_everything_and_where_it_comes_from(self, client, case):
        page = get(client, f"/desk/cases/{case.reference}/").content.decode()

        for words in ("陈悦", "19900000001", "市公安局人口库", "合同.pdf", "3 个工作日", "受理"):
            assert words in page
        assert "您提交了申请" not in page, "the officer is not the applicant"

    def test_points_at_what_the_person_says_is_wrong(self, client):
        draft = filled()
        dispute_known(actor=CHEN, draft_id=draft.pk, field="phone")
        save_answers(actor=CHEN, draft_id=draft.pk, typed={"phone": "19900000002"})
        case = submit_application(actor=CHEN, draft_id=draft.pk)

        page = get(client, f"/desk/cases/{case.reference}/").content.decode()

        assert "手机号有出入" in page
        assert "19900000001" in page

    def test_leaves_a_trace_of_who_looked(self, client, case):
        get(client, f"/desk/cases/{case.reference}/")

        entry = AuditEntry.objects.last()
        assert (entry.action, entry.actor_name) == ("case_read", "徐磊")

    def test_of_another_department_does_not_exist(self, client, case):
        other = officer("renshe")

        assert get(client, f"/desk/cases/{case.reference}/", other).status_code == 404
        for deed in ("acceptance", "correction", "decision"):
            assert post(client, case, deed, other, outcome="granted").status_code == 404
        assert Case.objects.get().status == CaseStatus.SUBMITTED

    def test_never_runs_what_the_applicant_typed(self, client):
        draft = filled(note=SCRIPT, address=SCRIPT)
        case = submit_application(actor=CHEN, draft_id=draft.pk)

        page = get(client, f"/desk/cases/{case.reference}/").content.decode()

        assert SCRIPT not in page

    def test_offers_nothing_when_it_is_closed(self, client):
        case = CaseFactory(granted=True)

        page = get(client, f"/desk/cases/{case.reference}/").content.decode()

        assert 'name="outcome"' not in page

    def test_asks_the_database_little(self, client, case, django_assert_max_num_queries):
        with django_assert_max_num_queries(11):
            get(client, f"/desk/cases/{case.reference}/")


class TestDeciding:
    def test_accepts_and_keeps_the_queue_as_it_was(self, client, case):
        answer = post(client, case, "acceptance", query="?show=today")

        assert answer.headers["Location"] == f"/desk/cases/{case.reference}/?show=today"
        assert Case.objects.get().status == CaseStatus.ACCEPTED

    def test_grants(self, client, case):
        post(client, case, "decision", outcome="granted")

        assert Case.objects.get().status == CaseStatus.GRANTED

    def test_does_not_refuse_without_a_reason(self, client, case):
        answer = post(client, case, "decision", outcome="refused", reason=" ")

        assert answer.status_code == 422
        assert "不予批准要写明理由" in answer.content.decode()
        assert Case.objects.get().status == CaseStatus.SUBMITTED

    def test_wants_one_of_the_two_outcomes(self, client, case):
        answer = post(client, case, "decision", outcome="withdrawn", reason="写好的")

        assert answer.status_code == 422
        assert "写好的" in answer.content.decode()

    def test_asks_for_a_correction_once(self, client, case):
        answer = post(client, case, "correction", message="第二页看不清", field=["proof", "kind"])

        case = Case.objects.get()
        assert answer.status_code == 302
        assert case.status == CaseStatus.NEEDS_CORRECTION
        assert case.correction.fields == ["kind", "proof"]
        again = post(client, case, "correction", message="还有一处")
        assert again.status_code == 409
        assert "一次告知" in again.content.decode()

    def test_keeps_what_was_ticked_when_the_words_are_missing(self, client, case):
        answer = post(client, case, "correction", message="", field="proof")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "一次说全" in page
        assert 'value="proof" checked' in page

    @pytest.mark.parametrize("revision", ["", "x", "0", "9" * 30])
    def test_needs_to_have_seen_the_present_state(self, client, case, revision):
        answer = post(client, case, "decision", outcome="granted", revision=revision)

        assert answer.status_code == 409

    def test_keeps_the_reason_of_the_officer_who_came_second(self, client, case):
        post(client, case, "acceptance")

        late = post(
            client,
            case,
            "decision",
            actor=officer(name="袁野", number=12),
            outcome="refused",
            reason=f"写了很久的理由{SCRIPT}",
        )

        page = late.content.decode()
        assert late.status_code == 409
        assert "情况已经变化" in page
        assert "写了很久的理由&lt;script&gt;" in page
        assert Case.objects.get().status == CaseStatus.ACCEPTED

    def test_gives_back_what_was_written_when_the_login_has_ended(self, client, case):
        answer = client.post(
            f"/desk/cases/{case.reference}/decision/", {"reason": "写了很久的理由"}
        )

        assert answer.status_code == 403
        assert "写了很久的理由" in answer.content.decode()
