import pytest

from mingtang.accounts.people.commands.giving import give_profile
from mingtang.accounts.people.models import Dispute, Person
from mingtang.accounts.tests.factories import (
    SCRIPT,
    PersonFactory,
    RepresentationFactory,
    as_actor,
    citizen,
)
from mingtang.kernel.identity import THE_PLATFORM

pytestmark = pytest.mark.django_db


def look(client, person, path="/my/profile/") -> str:
    return client.get(path, **as_actor(citizen(person))).content.decode()


class TestProfile:
    def test_shows_each_value_with_its_source_and_its_day(self, client):
        page = look(client, PersonFactory())

        assert "公安户籍库，2026 年 1 月 5 日取得" in page
        assert "明州市东湖区学院路86号" in page

    def test_shows_long_numbers_only_in_part(self, client):
        person = PersonFactory()

        page = look(client, person)

        assert person.identity_number not in page
        assert person.bank_account not in page
        assert "339***********" in page

    def test_lists_whom_the_person_may_act_for(self, client):
        role = RepresentationFactory()

        assert role.organisation.name in look(client, role.person)

    def test_of_somebody_we_know_nothing_about_is_not_found(self, client):
        assert client.get("/my/profile/", **as_actor(citizen())).status_code == 404

    def test_wants_a_login(self, client):
        for path in ("/my/profile/", "/my/profile/contact/", "/my/access/"):
            assert client.get(path).headers["Location"].startswith("/login/?next=")


class TestContact:
    def send(self, client, person, **typed):
        told = {"phone": person.phone, "email": person.email, "address": person.address}
        return client.post("/my/profile/contact/", {**told, **typed}, **as_actor(citizen(person)))

    def test_is_put_right_and_said_so(self, client):
        person = PersonFactory()

        answer = self.send(client, person, address="明州市望海区云溪路1号")

        assert answer.headers["Location"] == "/my/profile/?saved=yes"
        page = look(client, person, answer.headers["Location"])
        assert "已经保存" in page
        assert "明州市望海区云溪路1号" in page

    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(self, client):
        person = PersonFactory()

        answer = self.send(client, person, phone="123", address="新地址 1 号")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'id="phone-error"' in page
        assert 'value="123"' in page
        assert 'value="新地址 1 号"' in page

    def test_script_in_every_field_is_only_letters(self, client):
        person = PersonFactory()

        wrong = self.send(client, person, phone=SCRIPT, email=SCRIPT, address=SCRIPT)
        self.send(client, person, address=SCRIPT)

        assert SCRIPT not in wrong.content.decode()
        assert Person.objects.get().address == SCRIPT
        assert SCRIPT not in look(client, person)


class TestDispute:
    ADDRESS = "/my/profile/dispute/person.household_address/"

    def send(self, client, person, said, path=ADDRESS):
        return client.post(path, {"said": said}, **as_actor(citizen(person)))

    def test_is_sent_and_shown_as_being_checked(self, client):
        person = PersonFactory()

        answer = self.send(client, person, "应为 13 号")

        assert answer.status_code == 302
        assert "公安户籍库正在核对" in look(client, person)
        assert "应为 13 号" in look(client, person, self.ADDRESS)

    def test_twice_is_once(self, client):
        person = PersonFactory()

        for _ in range(2):
            self.send(client, person, "应为 13 号")

        assert Dispute.objects.count() == 1

    def test_empty_words_get_their_sentence(self, client):
        answer = self.send(client, PersonFactory(), "")

        assert answer.status_code == 422
        assert 'id="said-error"' in answer.content.decode()

    def test_script_is_only_letters(self, client):
        person = PersonFactory()
        self.send(client, person, SCRIPT)

        assert SCRIPT not in look(client, person, self.ADDRESS)

    @pytest.mark.parametrize("key", ["person.phone", "nonsense", SCRIPT.replace("/", "")])
    def test_of_what_no_register_holds_does_not_exist(self, client, key):
        answer = self.send(client, PersonFactory(), "不对", path=f"/my/profile/dispute/{key}/")

        assert answer.status_code == 404


class TestAccess:
    def test_shows_who_asked_for_what_why_and_on_which_basis(self, client):
        person = PersonFactory()
        give_profile(
            actor=THE_PLATFORM,
            asker="服务引擎",
            person_id=person.pk,
            keys=["person.name", "person.birth_date"],
            purpose="居住证申领",
            basis="《居住证暂行条例》第九条",
        )

        page = look(client, person, "/my/access/")

        for words in ("服务引擎", "居住证申领", "《居住证暂行条例》第九条", "出生日期、姓名"):
            assert words in page
        assert "居住证申领" not in look(client, PersonFactory(), "/my/access/")

    def test_says_so_when_nobody_has(self, client):
        assert "还没有谁用过您的资料" in look(client, PersonFactory(), "/my/access/")
