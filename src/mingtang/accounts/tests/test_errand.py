"""The user centre as its visitors and neighbours meet it."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils.module_loading import import_string

from mingtang.accounts.affairs.models import Affair, Stage
from mingtang.accounts.inbox.models import Message
from mingtang.accounts.people.commands import DEMO_PASSWORD, load_demo_people
from mingtang.accounts.people.errors import DemoPeopleRefused
from mingtang.accounts.people.models import Account, Person
from mingtang.accounts.sessions.commands import log_in, touch_session
from mingtang.accounts.sessions.errors import AccountLocked, WrongNameOrPassword
from mingtang.accounts.sessions.models import Session
from mingtang.accounts.system import SYSTEM
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.identity import THE_PLATFORM, Actor, ActorKind
from mingtang.kernel.outbox.commands import deliver
from mingtang.kernel.signing import read_claims, sign_actor
from mingtang.services.contract.events import (
    ApplicationSubmitted,
    CaseDecided,
    CorrectionRequested,
)

pytestmark = pytest.mark.django_db
CHEN = UUID("b40ebd8b-79cb-59d3-93b0-07ae33907c43")


@pytest.fixture(autouse=True)
def people():
    load_demo_people(
        actor=THE_PLATFORM,
        people=[
            {
                "id": str(CHEN),
                "username": "chenyue",
                "name": "陈悦",
                "gender": "男",
                "birth_date": date(1995, 4, 12),
                "identity_number": "339900199504121012",
                "nationality": "汉族",
                "phone": "19900000001",
                "email": "chenyue@mail.example",
                "address": "明州市东湖区学院路86号",
                "household_address": "云川省安平市河阳县",
                "groups": ["新市民"],
            }
        ],
        organisations=[],
        staff=[
            {
                "id": str(uuid4()),
                "username": "officer",
                "name": "徐磊",
                "department": "gongan",
                "roles": ["officer"],
                "title": "受理员",
                "phone": "19901000001",
            }
        ],
    )


def chen() -> Actor:
    return Actor(id=CHEN, kind=ActorKind.CITIZEN, name="陈悦")


def as_actor(actor: Actor, *, signer: str = "gateway") -> dict[str, str]:
    return {"HTTP_X_MINGTANG_ACTOR": sign_actor(actor, signer=signer)}


def tell(event) -> None:
    for path in SYSTEM.reacts_to[type(event)]:
        deliver(event, import_string(path))


class TestLogIn:
    @pytest.mark.parametrize("name", ["chenyue", "19900000001", " chenyue "])
    def test_with_name_or_phone(self, name):
        entered = log_in(name=name, password=DEMO_PASSWORD)

        claims = read_claims(entered.token, signer="session")
        assert claims is not None
        assert claims["sub"] == str(CHEN)
        assert touch_session(claims["sid"])

    @pytest.mark.parametrize(("name", "password"), [("chenyue", "wrong"), ("nobody", "wrong")])
    def test_refuses_the_unknown_and_the_wrong_alike(self, name, password):
        with pytest.raises(WrongNameOrPassword, match="用户名或密码不对"):
            log_in(name=name, password=password)

    def test_locks_after_five_failures_even_for_the_right_password(self):
        for _ in range(4):
            with pytest.raises(WrongNameOrPassword):
                log_in(name="chenyue", password="wrong")
        with pytest.raises(AccountLocked):
            log_in(name="chenyue", password="wrong")

        with pytest.raises(AccountLocked, match="15 分钟"):
            log_in(name="chenyue", password=DEMO_PASSWORD)
        assert AuditEntry.objects.filter(action="sessions.refused").count() == 5

    def test_an_idle_session_ends_sooner_for_staff(self):
        with time_machine.travel("2026-11-24T00:00:00Z", tick=False) as clock:
            citizen = log_in(name="chenyue", password=DEMO_PASSWORD).actor.session_id
            officer = log_in(name="officer", password=DEMO_PASSWORD).actor.session_id

            clock.move_to("2026-11-24T00:31:00Z")
            assert touch_session(citizen)
            assert not touch_session(officer)

            clock.move_to("2026-11-24T02:32:00Z")
            assert not touch_session(citizen)


class TestLoginPage:
    def test_lets_in_and_goes_on_to_where_the_person_was_going(self, client):
        answer = client.post(
            "/login/",
            {"name": "chenyue", "password": DEMO_PASSWORD, "next": "/services/apply/juzhuzheng/"},
        )

        assert answer.status_code == 302
        assert answer.headers["Location"] == "/services/apply/juzhuzheng/"
        assert answer.cookies["mingtang_session"]["httponly"]

    @pytest.mark.parametrize(
        "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example"]
    )
    def test_never_leads_to_another_site(self, client, wanted):
        answer = client.post(
            "/login/", {"name": "chenyue", "password": DEMO_PASSWORD, "next": wanted}
        )

        assert answer.headers["Location"] == "/my/"

    def test_keeps_the_name_and_says_what_is_wrong_beside_the_field(self, client):
        answer = client.post("/login/", {"name": "<script>x</script>", "password": "wrong"})

        page = answer.content.decode()
        assert answer.status_code == 403
        assert "&lt;script&gt;x&lt;/script&gt;" in page
        assert "<script>x" not in page
        assert 'id="name-error"' in page

    def test_missing_fields_each_get_their_sentence(self, client):
        page = client.post("/login/", {}).content.decode()

        assert "请填写用户名或手机号" in page
        assert "请填写密码" in page

    def test_logging_out_ends_the_session_at_once(self, client):
        actor = log_in(name="chenyue", password=DEMO_PASSWORD).actor

        client.post("/logout/", **as_actor(actor))

        assert client.get(f"/internal/sessions/{actor.session_id}").json() == {"alive": False}
        assert Session.objects.get().ended_at is not None


class TestProfile:
    def test_is_told_to_a_system_and_noted(self, client):
        answer = client.get(
            f"/internal/people/{CHEN}/profile",
            {"purpose": "居住证申领", "basis": "居住证暂行条例第九条"},
            **as_actor(THE_PLATFORM, signer="services"),
        )

        known = answer.json()
        assert known["person.name"]["value"] == "陈悦"
        assert known["person.address"]["source"] == "公安居住证库"
        entry = AuditEntry.objects.get(action="people.profile_read")
        assert entry.details["purpose"] == "居住证申领"

    @pytest.mark.parametrize("asker", [None, chen()])
    def test_is_told_to_nobody_else(self, client, asker):
        headers = as_actor(asker) if asker else {}

        assert client.get(f"/internal/people/{CHEN}/profile", **headers).status_code == 403

    def test_is_sealed_in_the_database(self):
        stored = Person.objects.raw(
            "SELECT account_id, identity_number AS raw FROM accounts_people_person"
        )

        assert "339900" not in stored[0].raw
        assert Person.objects.get().identity_number == "339900199504121012"


class TestMyAffairs:
    def an_application(self):
        return ApplicationSubmitted(
            actor_id=CHEN,
            case_reference="MZ1",
            item_code="juzhuzheng",
            item_title="居住证申领、签注",
            applicant_id=CHEN,
            applicant_name="陈悦",
            department="公安局",
            submitted_at=datetime(2026, 11, 24, tzinfo=UTC),
            due_on=date(2026, 11, 27),
        )

    def test_follow_the_events_once(self, client):
        event = self.an_application()
        tell(event)
        tell(event)
        tell(
            CorrectionRequested(
                actor_id=uuid4(),
                case_reference="MZ1",
                item_title="居住证申领、签注",
                applicant_id=CHEN,
                message="租赁合同第二页看不清",
                due_on=date(2026, 12, 1),
            )
        )

        page = client.get("/my/", **as_actor(chen())).content.decode()
        assert "有 1 件事等您" in page
        assert "租赁合同第二页看不清" in page
        assert Message.objects.count() == 2

    def test_news_that_overtook_the_application_is_kept(self):
        tell(
            CaseDecided(
                actor_id=uuid4(),
                case_reference="MZ1",
                item_title="居住证申领、签注",
                applicant_id=CHEN,
                outcome="granted",
                reason="",
            )
        )
        tell(self.an_application())

        assert Affair.objects.get().stage == Stage.GRANTED

    def test_belong_to_one_person(self, client):
        tell(self.an_application())
        stranger = Actor(id=uuid4(), kind=ActorKind.CITIZEN, name="别人")

        assert "居住证申领" not in client.get("/my/", **as_actor(stranger)).content.decode()

    def test_want_a_login(self, client):
        assert client.get("/my/").headers["Location"] == "/login/?next=%2Fmy%2F"

    def test_messages_and_profile_and_fragment(self, client):
        tell(self.an_application())
        headers = as_actor(chen())

        assert "1 条新消息" in client.get("/my/fragments/who", **headers).content.decode()
        assert "已收到您的申请" in client.get("/my/messages/", **headers).content.decode()
        assert "新消息" not in client.get("/my/fragments/who", **headers).content.decode()
        profile = client.get("/my/profile/", **headers).content.decode()
        assert "339***********1012" in profile
        assert "339900199504121012" not in profile
        assert "/login/" in client.get("/my/fragments/who").content.decode()


def test_demo_people_are_refused_in_production(monkeypatch):
    monkeypatch.setenv("MINGTANG_ENV", "production")

    with pytest.raises(DemoPeopleRefused):
        load_demo_people(actor=THE_PLATFORM, people=[], organisations=[], staff=[])
    assert Account.objects.count() == 2
