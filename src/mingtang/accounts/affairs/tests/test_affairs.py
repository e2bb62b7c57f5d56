from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from django.utils.module_loading import import_string

from mingtang.accounts.affairs import handlers
from mingtang.accounts.affairs.models import Affair, Stage
from mingtang.accounts.inbox.models import Message
from mingtang.accounts.system import SYSTEM
from mingtang.accounts.tests import news
from mingtang.accounts.tests.factories import SCRIPT, StaffFactory, as_actor, enter
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.outbox.commands import deliver

pytestmark = pytest.mark.django_db


def chen() -> Actor:
    return Actor(id=news.CHEN, kind=ActorKind.CITIZEN, name="陈悦")


def tell(*events) -> None:
    """Deliver events as the outbox does, to every handler of the manifest."""
    for event in events:
        for path in SYSTEM.reacts_to[type(event)]:
            deliver(event, import_string(path))


def my_page(client, path="/my/") -> str:
    return client.get(path, **as_actor(chen())).content.decode()


class TestHandlers:
    def test_follow_a_case_to_its_end(self):
        stages = []
        for event in (
            news.submitted(),
            news.correction_requested(),
            news.corrected(),
            news.accepted(),
            news.decided(),
        ):
            tell(event)
            stages.append(Affair.objects.get().stage)

        assert stages == ["submitted", "needs_correction", "corrected", "accepted", "granted"]
        assert [step.stage.value for step in Affair.objects.get().steps] == stages

    def test_tell_the_same_story_in_whatever_order_the_news_comes(self):
        whole = {
            "submitted": (handlers.note_application, news.submitted()),
            "wanted": (handlers.note_correction_wanted, news.correction_requested()),
            "done": (handlers.note_correction_done, news.corrected()),
            "decided": (handlers.note_decision, news.decided()),
        }
        told = set()
        for order in permutations(whole.values()):
            Affair.objects.all().delete()
            for handler, event in order:
                handler(event)
                handler(event)
            affair = Affair.objects.get()
            steps = tuple(step.stage for step in affair.steps)
            told.add((affair.stage, steps, affair.department, affair.due_on, affair.submitted_at))

        assert len(told) == 1
        assert Affair.objects.get().stage == Stage.GRANTED

    def test_news_after_the_end_does_not_reopen_a_case(self):
        late = datetime(2026, 11, 25, tzinfo=UTC)
        tell(news.submitted(), news.withdrawn(), news.accepted(occurred_at=late))

        assert Affair.objects.get().stage == Stage.WITHDRAWN

    def test_every_event_of_a_case_is_heard_by_the_page_and_the_inbox(self):
        tell(news.submitted(), news.accepted(), news.withdrawn())

        assert len(Affair.objects.get().steps) == Message.objects.count() == 3


class TestMyPage:
    def test_puts_what_waits_for_the_person_first(self, client):
        tell(news.submitted(), news.correction_requested())
        tell(news.submitted(case_reference="MZ2", item_title="护照"))

        page = my_page(client)

        assert page.index("等您补材料") < page.index("正在办")
        assert "租赁合同第二页看不清" in page
        assert "12 月 1 日" in page
        assert 'href="/services/cases/MZ1/correction/"' in page

    def test_shows_the_promise_until_a_correction_stops_the_clock(self, client):
        tell(news.submitted())
        before = my_page(client)
        tell(news.correction_requested(), news.corrected())

        assert "11 月 27 日" in before
        assert "承诺" not in my_page(client)

    def test_keeps_what_is_done_apart(self, client):
        tell(news.submitted(), news.decided(outcome="refused", reason="居住不满半年"))

        page = my_page(client)

        assert "没有通过：居住不满半年" in page
        assert "现在没有正在办的事" in page

    def test_the_rest_of_what_is_done_is_one_page_on(self, client):
        for number in range(7):
            tell(news.submitted(case_reference=f"MZ{number}"))
            tell(news.decided(case_reference=f"MZ{number}"))

        assert 'href="/my/done/"' in my_page(client)
        assert my_page(client, "/my/done/").count("/services/cases/MZ") == 7

    def test_belongs_to_one_person(self, client):
        tell(news.submitted())
        stranger = Actor(id=news.uuid4(), kind=ActorKind.CITIZEN, name="别人")

        page = client.get("/my/", **as_actor(stranger)).content.decode()

        assert "居住证" not in page
        assert "看看能办什么" in page

    def test_script_in_what_an_officer_wrote_is_only_letters(self, client):
        tell(news.submitted(item_title=SCRIPT), news.correction_requested(message=SCRIPT))

        assert SCRIPT not in my_page(client)

    def test_costs_two_questions_to_the_database_however_much_is_going_on(
        self, client, django_assert_num_queries
    ):
        for number in range(8):
            tell(news.submitted(case_reference=f"MZ{number}"))
        headers = as_actor(chen())

        with django_assert_num_queries(2):
            client.get("/my/", **headers)

    def test_is_for_its_owner_only_and_kept_by_nobody(self, client):
        answer = client.get("/my/", **as_actor(chen()))

        assert "no-store" in answer.headers["Cache-Control"]
        assert client.get("/my/").headers["Location"] == "/login/?next=%2Fmy%2F"
        staff = enter(StaffFactory()).actor
        assert client.get("/my/", **as_actor(staff)).status_code == 403


class TestWho:
    def test_nobody_gets_the_way_to_the_login(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            answer = client.get("/my/who/")

        assert 'href="/login/"' in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"

    def test_a_citizen_gets_their_name_and_what_is_new(self, client, django_assert_num_queries):
        tell(news.submitted())
        headers = as_actor(chen())

        with django_assert_num_queries(1):
            answer = client.get("/my/who/", **headers)

        assert "陈悦" in answer.content.decode()
        assert "1 条新消息" in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]

    def test_staff_get_the_way_to_their_desk(self, client):
        staff = enter(StaffFactory()).actor

        assert 'href="/desk/"' in client.get("/my/who/", **as_actor(staff)).content.decode()


def test_a_promise_in_the_past_is_still_a_date(client):
    tell(news.submitted(due_on=(datetime.now(UTC) - timedelta(days=3)).date()))

    assert "承诺" in my_page(client)
