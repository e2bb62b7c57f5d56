import re

import pytest
from django.test import Client

from mingtang.accounts.people.commands.loading import DEMO_PASSWORD
from mingtang.accounts.sessions.commands.ending import end_session, touch_session
from mingtang.accounts.sessions.commands.opening import open_session
from mingtang.accounts.sessions.models import Session
from mingtang.accounts.tests.factories import (
    HERE,
    PASSWORD,
    SCRIPT,
    AccountFactory,
    PersonFactory,
    RepresentationFactory,
    StaffFactory,
    as_actor,
    citizen,
    enter,
)

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def log_in(client, name, *, password=PASSWORD, **more):
    return client.post("/login/", {"name": name, "password": password, **more})


class TestLoginPage:
    def test_leads_back_to_where_the_person_was_going(self, client):
        account = PersonFactory().account

        answer = log_in(client, account.username, next="/services/apply/juzhuzheng/")

        assert answer.status_code == 302
        assert answer.headers["Location"] == "/services/apply/juzhuzheng/"

    def test_its_cookie_is_out_of_reach_of_scripts_and_other_sites(self, client, settings):
        settings.SESSION_COOKIE_SECURE = True

        cookie = log_in(client, AccountFactory().username).cookies["mingtang_session"]

        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["secure"]

    @pytest.mark.parametrize(
        "wanted",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\nx",
            "/login/?next=/login/",
            "/logout/",
            "/" + "x" * 3000,
        ],
    )
    def test_never_leads_to_another_site_or_in_a_circle(self, client, wanted):
        assert log_in(client, AccountFactory().username, next=wanted).headers["Location"] == "/my/"

    @pytest.mark.parametrize(
        ("roles", "home"),
        [
            (["officer"], "/desk/"),
            (["editor"], "/cms/"),
            (["reviewer.legal"], "/cms/"),
            (["operator", "admin.system"], "/jobs/"),
            (["admin.audit"], "/my/sessions/"),
        ],
    )
    def test_staff_come_to_their_own_work(self, client, roles, home):
        staff = StaffFactory(roles=roles)

        assert log_in(client, staff.username).headers["Location"] == home

    def test_nobody_is_sent_where_they_may_not_go(self, client):
        staff, person = StaffFactory(), AccountFactory()

        assert log_in(client, person.username, next="/desk/cases/1/").headers["Location"] == "/my/"
        assert log_in(client, staff.username, next="/my/messages/").headers["Location"] == "/desk/"

    def test_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field(self, client):
        answer = log_in(client, SCRIPT, password="wrong", credit_code=SCRIPT, next="/my/profile/")

        page = text(answer)
        assert answer.status_code == 422
        assert 'id="name-error"' in page
        assert "还可以试 4 次" in page
        assert 'value="/my/profile/"' in page
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page
        assert "wrong" not in page

    def test_says_when_the_account_is_locked(self, client):
        account = AccountFactory()
        answers = [log_in(client, account.username, password="wrong") for _ in range(5)]

        assert answers[-1].status_code == 429
        assert "15 分钟" in text(answers[-1])

    def test_missing_fields_each_get_their_sentence(self, client):
        page = text(client.post("/login/", {}))

        assert "请填写用户名或手机号" in page
        assert "请填写密码" in page

    def test_an_organisation_of_somebody_else_is_said_beside_its_field(self, client):
        person = PersonFactory()

        answer = log_in(client, person.account.username, credit_code="91339900MB00000194")

        assert answer.status_code == 422
        assert 'id="credit_code-error"' in text(answer)
        assert '<details class="fold" open>' in text(answer)

    def test_letters_no_database_takes_are_a_wrong_name(self, client):
        assert log_in(client, "chen\x00yue", password="x\x00").status_code == 422

    def test_a_second_click_is_harmless(self, client):
        account = AccountFactory()
        first, second = (log_in(client, account.username) for _ in range(2))

        assert first.status_code == second.status_code == 302
        assert Session.objects.filter(ended_at=None).count() == 2

    def test_a_login_over_a_login_ends_the_former(self, client):
        opened = enter(AccountFactory())

        client.post(
            "/login/",
            {"name": AccountFactory().username, "password": PASSWORD},
            **as_actor(opened.actor),
        )

        assert not touch_session(opened.actor.session_id)

    def test_tells_the_signed_in_that_they_are(self, client):
        actor = enter(PersonFactory().account).actor

        page = text(client.get("/login/?next=/services/apply/x/", **as_actor(actor)))

        assert "您已经登录：陈悦" in page
        assert 'href="/services/apply/x/"' in page

    def test_a_form_that_is_too_old_keeps_the_name(self):
        from django.test import Client

        answer = log_in(Client(enforce_csrf_checks=True), "chenyue")

        assert answer.status_code == 403
        assert "请再登录一次" in text(answer)
        assert 'value="chenyue"' in text(answer)

    def test_is_never_kept_by_anybody(self, client):
        assert client.get("/login/").headers["Cache-Control"] == "no-store"


class TestWhyAgain:
    def test_an_expired_session_is_explained(self, client):
        client.cookies["mingtang_session"] = "old.token"

        page = text(client.get("/login/?next=/services/apply/juzhuzheng/"))

        assert "回到刚才的页面" in page

    def test_so_is_one_that_was_ended_from_another_device(self, client):
        account = AccountFactory()
        gone, here = enter(account), enter(account)
        end_session(actor=here.actor, session_id=gone.actor.session_id)
        client.cookies["mingtang_session"] = gone.token

        assert "登录设备" in text(client.get("/login/?next=/my/"))

    def test_a_first_visit_needs_no_explanation(self, client):
        assert "请重新登录" not in text(client.get("/login/?next=/my/"))


class TestDemoLogins:
    @pytest.fixture
    def city(self):
        from django.contrib.auth.hashers import make_password

        hashed = make_password(DEMO_PASSWORD)
        AccountFactory(username="chenyue", password=hashed)
        StaffFactory(username="officer", password=hashed)
        StaffFactory(username="officer2", password=hashed)
        StaffFactory(username="auditor", roles=["admin.audit"])

    def test_are_buttons_in_the_demo(self, client, settings, city):
        settings.OFFERS_DEMO_LOGINS = True

        page = text(client.get("/login/"))
        assert re.findall(r'name="demo" value="(\w+)"', page) == ["chenyue", "officer"]
        answer = client.post("/login/", {"demo": "officer"})
        assert answer.headers["Location"] == "/desk/"

    def test_do_not_exist_outside_it(self, client, settings, city):
        settings.OFFERS_DEMO_LOGINS = False

        assert 'name="demo"' not in text(client.get("/login/"))
        assert client.post("/login/", {"demo": "officer"}).status_code == 422


class TestLogout:
    def test_ends_the_session_and_drops_the_cookie_and_twice_is_harmless(self, client):
        actor = enter(AccountFactory()).actor

        answers = [client.post("/logout/", **as_actor(actor)) for _ in range(2)]

        assert [a.headers["Location"] for a in answers] == ["/", "/"]
        assert answers[0].cookies["mingtang_session"].value == ""
        assert not touch_session(actor.session_id)

    def test_works_from_the_pages_of_other_systems_whose_form_tokens_differ(self):
        actor = enter(AccountFactory()).actor

        Client(enforce_csrf_checks=True).post("/logout/", **as_actor(actor))

        assert not touch_session(actor.session_id)

    def test_does_nothing_when_another_site_sends_the_form_without_the_cookie(self, client):
        assert "mingtang_session" not in client.post("/logout/").cookies

    def test_is_never_done_by_a_link(self, client):
        assert client.get("/logout/").status_code == 405


class TestDevices:
    def test_show_this_one_and_the_others(self, client):
        account = AccountFactory()
        here, _ = enter(account), enter(account)

        page = text(client.get("/my/sessions/", **as_actor(here.actor)))

        assert "您正在用" in page
        assert page.count("结束这次登录") == 1
        assert "203.0.113.7" in page

    def test_another_one_can_be_ended_and_twice_is_harmless(self, client):
        account = AccountFactory()
        here, other = enter(account).actor, enter(account).actor
        asked = {"session": other.session_id}

        for _ in range(2):
            answer = client.post("/my/sessions/end/", asked, **as_actor(here))
            assert answer.headers["Location"] == "/my/sessions/"

        assert not touch_session(other.session_id)

    def test_all_others_at_once(self, client):
        account = AccountFactory()
        others, here = [enter(account).actor for _ in range(3)], enter(account).actor

        client.post("/my/sessions/end/", **as_actor(here))

        assert [touch_session(one.session_id) for one in [*others, here]] == [False] * 3 + [True]

    def test_a_strangers_session_does_not_exist(self, client):
        theirs, mine = enter(AccountFactory()).actor, enter(AccountFactory()).actor

        answer = client.post("/my/sessions/end/", {"session": theirs.session_id}, **as_actor(mine))

        assert answer.status_code == 404
        assert touch_session(theirs.session_id)

    def test_staff_have_theirs_and_nothing_of_citizens(self, client):
        staff = enter(StaffFactory()).actor

        page = text(client.get("/my/sessions/", **as_actor(staff)))

        assert "改密码" in page
        assert "/my/messages/" not in page

    def test_want_a_login(self, client):
        assert client.get("/my/sessions/").headers["Location"].startswith("/login/?next=")


class TestPassword:
    def test_is_changed(self, client):
        actor = enter(AccountFactory()).actor
        new = {"current": PASSWORD, "new": "New#Password22", "again": "New#Password22"}

        answer = client.post("/my/sessions/password/", new, **as_actor(actor))

        assert answer.status_code == 302
        followed = client.get(answer.headers["Location"], **as_actor(actor))
        assert "密码改好了" in text(followed)

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({}, "current"),
            ({"current": "wrong", "new": "New#Password22", "again": "New#Password22"}, "current"),
            ({"current": PASSWORD, "new": "New#Password22", "again": "other"}, "again"),
            ({"current": PASSWORD, "new": "short", "again": "short"}, "new"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(self, client, typed, field):
        actor = enter(AccountFactory()).actor

        answer = client.post("/my/sessions/password/", typed, **as_actor(actor))

        assert answer.status_code == 422
        assert f'id="{field}-error"' in text(answer)


class TestOrganisation:
    def test_is_chosen_after_the_login(self, client):
        role = RepresentationFactory()
        actor = enter(role.person.account).actor

        page = text(client.get("/my/organisation/", **as_actor(actor)))
        answer = client.post(
            "/my/organisation/", {"organisation": str(role.organisation_id)}, **as_actor(actor)
        )

        assert role.organisation.name in page
        assert answer.headers["Location"] == "/my/"
        assert Session.objects.get(ended_at=None).organisation_id == role.organisation_id

    @pytest.mark.parametrize("chosen", ["nonsense", "00000000-0000-0000-0000-000000000001"])
    def test_what_nobody_gave_them_does_not_exist(self, client, chosen):
        actor = enter(PersonFactory().account).actor

        answer = client.post("/my/organisation/", {"organisation": chosen}, **as_actor(actor))

        assert answer.status_code == 404
        assert "没有换成" in text(answer)

    def test_my_page_says_for_whom(self, client):
        role = RepresentationFactory()
        opened = open_session(
            account=role.person.account, visitor=HERE, organisation_id=role.organisation_id
        )

        assert role.organisation.name in text(client.get("/my/", **as_actor(opened.actor)))

    def test_a_right_that_was_taken_away_is_no_error_of_the_page(self, client):
        role = RepresentationFactory()
        actor = citizen(role.person, organisation_id=role.organisation_id)
        role.delete()

        assert client.get("/my/", **as_actor(actor)).status_code == 200
