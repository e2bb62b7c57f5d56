"""Who is asking: what the systems are told, and what happens when nobody can say."""

import time

import pytest

from mingtang.gateway.tests.city import citizen, cookie_of, officer
from mingtang.kernel.signing import read_actor, sign_claims

pytestmark = pytest.mark.servers


def actor_seen(answer):
    header = answer.json()["headers"].get("x-mingtang-actor", "")
    return read_actor(header, accept={"gateway"})


def test_a_system_is_told_who_is_asking(city):
    actor = citizen()

    assert actor_seen(city.get("/services/x", headers=cookie_of(actor))) == actor


def test_anonymous_visitors_stay_anonymous(city):
    assert "x-mingtang-actor" not in city.get("/services/x").json()["headers"]


@pytest.mark.parametrize(
    "cookie",
    ["nonsense", "a.b", sign_claims({"sub": "x"}, signer="session", seconds=60)],
)
def test_a_forged_session_is_nobody(city, cookie):
    answer = city.get("/services/x", headers={"Cookie": f"mingtang_session={cookie}"})

    assert answer.status_code == 200
    assert "x-mingtang-actor" not in answer.json()["headers"]


def test_another_signers_token_is_nobody(city):
    token = sign_claims({"typ": "session", "sub": "x", "sid": "y"}, signer="services", seconds=60)

    answer = city.get("/my/", headers={"Cookie": f"mingtang_session={token}"})

    assert answer.status_code == 302


def test_an_expired_session_is_nobody(city):
    answer = city.get("/my/", headers=cookie_of(citizen("expired"), seconds=-1))

    assert answer.status_code == 302


class TestClosedAddresses:
    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ("/my/messages/", "/login/?next=/my/messages/"),
            ("/my/cases?page=2", "/login/?next=/my/cases?page=2"),
            ("/my/cases?page=2&sort=date", "/login/?next=/my/cases"),
            ("/my//evil.example", "/login/?next=/my//evil.example"),
        ],
    )
    def test_send_visitors_to_log_in_and_back(self, city, path, place):
        answer = city.get(path)

        assert answer.status_code == 302
        assert answer.headers["location"] == place
        assert answer.headers["cache-control"] == "no-store"

    def test_tell_programs_to_log_in(self, city):
        answer = city.get("/my/api/cases", headers={"Accept": "application/json"})

        assert answer.status_code == 401
        assert answer.json()["title"] == "请先登录"

    def test_are_open_to_whom_they_are_for(self, city):
        assert city.get("/my/", headers=cookie_of(citizen())).status_code == 200
        assert city.get("/desk/", headers=cookie_of(officer())).status_code == 200

    def test_refuse_citizens_where_staff_work(self, city):
        answer = city.get("/desk/", headers=cookie_of(citizen()))

        assert answer.status_code == 403
        assert "只供工作人员" in answer.text

    def test_let_staff_see_a_systems_jobs(self, city):
        answer = city.get("/jobs/services/?state=late", headers=cookie_of(officer()))

        assert answer.json()["path"] == "/internal/jobs/?state=late"
        assert city.get("/jobs/services/", headers=cookie_of(citizen())).status_code == 403
        assert city.get("/jobs/services/").status_code == 302
        climbing = city.get("/jobs/services/..%2fevents/", headers=cookie_of(officer()))
        assert climbing.status_code in {403, 404}


class TestEndOfASession:
    def test_counts_within_ten_seconds(self, city):
        headers = cookie_of(citizen("ends"))
        assert city.get("/my/", headers=headers).status_code == 200

        city.accounts.closed.add("ends")
        began = time.monotonic()
        while city.get("/my/", headers=headers).status_code == 200:
            assert time.monotonic() - began < 10
            time.sleep(0.2)

    def test_stays_ended_while_the_user_centre_is_down(self, city):
        city.accounts.closed.add("over")
        headers = cookie_of(citizen("over"))
        assert city.get("/my/", headers=headers).status_code == 302

        with city.accounts.taken_away():
            assert city.get("/my/x", headers=headers).status_code == 302


class TestWhenOthersAreDown:
    def test_a_session_is_believed_without_the_user_centre(self, city):
        with city.accounts.taken_away():
            answer = city.get("/my/", headers=cookie_of(citizen("alone")))

        assert actor_seen(answer) == citizen("alone")

    def test_anonymous_pages_need_no_identity_process(self, city):
        with city.identity.taken_away():
            assert city.get("/services/x").status_code == 200

    def test_public_pages_answer_a_session_nobody_can_check(self, city):
        with city.identity.taken_away():
            answer = city.get("/services/x", headers=cookie_of(citizen("unknown")))

        assert answer.status_code == 200
        assert actor_seen(answer) is None

    def test_a_known_session_goes_on_for_some_seconds(self, city):
        headers = cookie_of(citizen("goes-on"))
        city.get("/my/", headers=headers)

        with city.identity.taken_away():
            time.sleep(5.5)
            answer = city.get("/my/", headers=headers)

        assert answer.status_code == 200
        assert actor_seen(answer) == citizen("goes-on")

    def test_closed_addresses_say_that_they_are_recovering(self, city):
        with city.identity.taken_away():
            answer = city.get("/my/", headers=cookie_of(citizen("new")))

        assert answer.status_code == 503
        assert "正在恢复" in answer.text
