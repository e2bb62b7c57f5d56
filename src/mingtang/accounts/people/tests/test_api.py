from uuid import uuid4

import httpx
import pytest

from mingtang.accounts.contract.client import AccountsClient, FakePeople
from mingtang.accounts.contract.profile import PROFILE_KEYS, Profile, ProfileValue
from mingtang.accounts.people.models import Disclosure
from mingtang.accounts.tests.factories import LONG_AGO, PersonFactory, as_actor, citizen
from mingtang.kernel.errors import NotFound
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outgoing import Client, NeighbourDown

pytestmark = pytest.mark.django_db
ASKED = {
    "fields": "person.name,person.address",
    "purpose": "居住证申领",
    "basis": "《居住证暂行条例》第九条",
}


def ask(client, person_id, *, signer="services", actor=THE_PLATFORM, **more):
    headers = as_actor(actor, signer=signer)
    return client.get(f"/internal/people/{person_id}/profile", {**ASKED, **more}, **headers)


class TestProfile:
    def test_answers_the_service_engine_in_the_shape_it_reads(self, client):
        person = PersonFactory()

        told = ask(client, person.pk).json()["values"]

        assert told["person.name"]["value"] == "陈悦"
        assert told["person.address"]["source"] == "您本人登记"
        assert told["person.address"]["fetched_at"].startswith("2026-01-05T")
        assert Disclosure.objects.get().asked_by == "服务引擎"

    def test_a_bank_account_is_given_only_by_name(self, client):
        person = PersonFactory()

        assert "person.bank_account" not in ask(client, person.pk, fields="").json()["values"]
        named = ask(client, person.pk, fields="person.bank_account").json()["values"]
        assert named["person.bank_account"]["value"] == person.bank_account

    @pytest.mark.parametrize("signer", ["gateway", "session"])
    def test_the_gateway_has_nothing_to_ask(self, client, signer):
        answer = ask(client, PersonFactory().pk, signer=signer)

        assert answer.status_code == 403
        assert not Disclosure.objects.exists()

    def test_a_person_gets_nobodys_profile_not_even_their_own(self, client):
        person = PersonFactory()

        assert ask(client, person.pk, actor=citizen(person)).status_code == 403
        assert client.get(f"/internal/people/{person.pk}/profile", ASKED).status_code == 401

    def test_without_a_reason_nothing_is_given(self, client):
        answer = ask(client, PersonFactory().pk, purpose="")

        assert answer.status_code == 422
        assert "用途" in answer.json()["fields"]["purpose"]

    def test_who_is_not_here_is_not_found(self, client):
        assert ask(client, uuid4()).status_code == 404


class Neighbour(httpx.BaseTransport):
    """Carries the typed client's questions to the test client."""

    def __init__(self, client) -> None:
        self._client = client

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        header = request.headers["X-Mingtang-Actor"]
        answer = self._client.get(
            f"{request.url.path}?{request.url.query.decode()}", HTTP_X_MINGTANG_ACTOR=header
        )
        return httpx.Response(answer.status_code, content=answer.content)


class TestTypedClient:
    def people(self, client) -> AccountsClient:
        neighbour = Client("http://accounts", signer="services", transport=Neighbour(client))
        return AccountsClient(neighbour)

    def test_reads_a_profile(self, client):
        person = PersonFactory()

        profile = self.people(client).find_profile(
            person.pk, keys=["person.name"], purpose="居住证申领", basis="第九条"
        )

        assert profile["person.name"] == "陈悦"
        assert profile.get("person.email") == ""

    def test_says_when_nobody_is_there(self, client):
        with pytest.raises(NotFound):
            self.people(client).find_profile(
                uuid4(), keys=["person.name"], purpose="居住证申领", basis="第九条"
            )


class TestFakePeople:
    def test_answers_like_the_real_one(self):
        people, person_id = FakePeople(), uuid4()
        value = ProfileValue(value="陈悦", label="姓名", source="公安人口库", fetched_at=LONG_AGO)
        people.known[person_id] = {"person.name": value}

        profile = people.find_profile(
            person_id, keys=PROFILE_KEYS, purpose="居住证申领", basis="第九条"
        )

        assert profile["person.name"] == "陈悦"
        assert Profile.from_dict(profile.to_dict()) == profile
        with pytest.raises(NotFound):
            people.find_profile(uuid4(), keys=PROFILE_KEYS, purpose="x", basis="y")

    def test_can_be_down(self):
        with pytest.raises(NeighbourDown):
            FakePeople(is_down=True).find_profile(uuid4(), keys=[], purpose="x", basis="y")
