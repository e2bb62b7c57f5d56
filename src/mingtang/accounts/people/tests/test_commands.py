import pytest

from mingtang.accounts.people.commands.correcting import correct_contact_data
from mingtang.accounts.people.commands.disputing import dispute_value
from mingtang.accounts.people.commands.forgetting import forget_old_disclosures
from mingtang.accounts.people.commands.giving import give_profile
from mingtang.accounts.people.errors import (
    NotKnown,
    OnlySystemsAsk,
    OrganisationNotFound,
    PersonNotFound,
)
from mingtang.accounts.people.models import Account, Disclosure, Dispute, Person
from mingtang.accounts.people.queries import find_account_named
from mingtang.accounts.tests.factories import (
    LONG_AGO,
    AccountFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    citizen,
)
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.errors import Invalid
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def ask(person, **more):
    asked = {
        "actor": THE_PLATFORM,
        "asker": "服务引擎",
        "person_id": person.pk,
        "keys": ["person.name", "person.identity_number"],
        "purpose": "居住证申领",
        "basis": "《居住证暂行条例》第九条",
    }
    return give_profile(**{**asked, **more})


class TestGiveProfile:
    def test_gives_what_is_named_and_nothing_else(self):
        person = PersonFactory()

        profile = ask(person)

        assert profile["person.identity_number"] == person.identity_number
        assert set(profile.values) == {"person.name", "person.identity_number"}
        assert profile.values["person.name"].source == "公安人口库"
        assert profile.values["person.name"].fetched_at == LONG_AGO

    def test_leaves_a_trace_the_person_can_see_and_the_trail_without_values(self):
        person = PersonFactory()

        ask(person)

        given = Disclosure.objects.get()
        assert (given.asked_by, given.purpose) == ("服务引擎", "居住证申领")
        assert given.keys == ["person.identity_number", "person.name"]
        entry = AuditEntry.objects.get(action="people.profile_given")
        assert person.identity_number not in str(entry.details)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"purpose": " "}, "purpose"),
            ({"basis": ""}, "basis"),
            ({"keys": []}, "fields"),
            ({"keys": ["person.shoe_size"]}, "fields"),
        ],
    )
    def test_wants_a_purpose_a_basis_and_names(self, wrong, field):
        with pytest.raises(Invalid) as refused:
            ask(PersonFactory(), **wrong)

        assert field in refused.value.fields
        assert not Disclosure.objects.exists()

    def test_passes_over_a_key_that_only_a_newer_asker_knows(self):
        assert set(ask(PersonFactory(), keys=["person.name", "person.new"]).values) == {
            "person.name"
        }

    def test_refuses_people(self):
        person = PersonFactory()

        with pytest.raises(OnlySystemsAsk):
            ask(person, actor=citizen(person))

    def test_says_when_nobody_is_there(self):
        with pytest.raises(PersonNotFound):
            ask(AccountFactory())

    def test_tells_of_the_organisation_the_person_acts_for(self):
        role = RepresentationFactory()

        profile = ask(role.person, keys=["organisation.name"], organisation_id=role.organisation_id)

        assert profile["organisation.name"] == role.organisation.name

    def test_not_of_one_they_do_not_represent(self):
        with pytest.raises(OrganisationNotFound):
            ask(PersonFactory(), organisation_id=OrganisationFactory().pk)

    def test_leaves_out_what_is_not_known(self):
        assert "person.email" not in ask(PersonFactory(email=""), keys=["person.email"]).values


class TestCorrectContactData:
    NEW = {"phone": "199 0000 7777", "email": "", "address": "明州市望海区 云溪路 1 号"}

    def test_stores_it_sealed_and_notes_which_fields_changed(self):
        person = PersonFactory()

        assert correct_contact_data(actor=citizen(person), typed=self.NEW)

        person.refresh_from_db()
        assert (person.phone, person.email) == ("19900007777", "")
        assert person.corrected_at is not None
        entry = AuditEntry.objects.get(action="people.contact_corrected")
        assert entry.details == {"fields": ["address", "email", "phone"]}
        raw = Person.objects.raw("SELECT account_id, phone AS sealed FROM accounts_people_person")
        assert "19900007777" not in raw[0].sealed

    def test_the_new_number_opens_the_account(self):
        person = PersonFactory()

        correct_contact_data(actor=citizen(person), typed=self.NEW)

        assert find_account_named("19900007777") == person.account

    def test_nobody_shuts_another_out_by_taking_their_number(self):
        victim = AccountFactory(phone="19900007777")
        person = PersonFactory()

        correct_contact_data(actor=citizen(person), typed=self.NEW)

        assert find_account_named("19900007777") == victim
        assert Account.objects.get(pk=person.pk).phone_index == ""

    def test_a_second_click_changes_nothing(self):
        person = PersonFactory()

        assert correct_contact_data(actor=citizen(person), typed=self.NEW)
        assert not correct_contact_data(actor=citizen(person), typed=self.NEW)

        assert AuditEntry.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"phone": ""}, "phone"),
            ({"phone": "12345"}, "phone"),
            ({"phone": "<script>"}, "phone"),
            ({"email": "not an address"}, "email"),
            ({"email": '"><script>@x.example'}, "email"),
            ({"address": " "}, "address"),
            ({"address": "路" * 201}, "address"),
            ({"address": "路\x1b[0m"}, "address"),
        ],
    )
    def test_each_mistake_has_its_sentence(self, typed, field):
        person = PersonFactory()

        with pytest.raises(Invalid) as refused:
            correct_contact_data(actor=citizen(person), typed={**self.NEW, **typed})

        assert list(refused.value.fields) == [field]

    def test_full_width_digits_are_digits(self):
        person = PersonFactory()

        correct_contact_data(
            actor=citizen(person), typed={**self.NEW, "phone": "１９９００００７７７７"}
        )

        person.refresh_from_db()
        assert person.phone == "19900007777"


class TestDisputeValue:
    def test_tells_the_register_once_and_keeps_the_newest_words(self):
        person = PersonFactory()

        for said in ("写错了", "应为柳林镇 13 号"):
            dispute_value(actor=citizen(person), key="person.household_address", said=said)

        assert Dispute.objects.get().said == "应为柳林镇 13 号"
        message = OutgoingMessage.objects.get()
        assert message.topic == "accounts.value-disputed.v1"
        assert "柳林镇" not in str(message.payload)

    @pytest.mark.parametrize("said", ["", "   ", "字" * 501])
    def test_wants_words_and_not_a_novel(self, said):
        with pytest.raises(Invalid):
            dispute_value(actor=citizen(PersonFactory()), key="person.name", said=said)

    @pytest.mark.parametrize("key", ["person.phone", "person.shoe_size", "organisation.name"])
    def test_only_what_a_register_holds_can_be_disputed(self, key):
        with pytest.raises(NotKnown):
            dispute_value(actor=citizen(PersonFactory()), key=key, said="不对")


def test_disclosures_are_forgotten_after_three_years(time_machine):
    person = PersonFactory()
    time_machine.move_to("2023-01-01T00:00:00Z")
    ask(person)
    time_machine.move_to("2026-11-24T00:00:00Z")
    ask(person)

    assert forget_old_disclosures() == 1
    assert Disclosure.objects.count() == 1
