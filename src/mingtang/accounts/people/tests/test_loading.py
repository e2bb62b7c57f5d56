from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

import mingtang
from mingtang.accounts.people.commands.correcting import correct_contact_data
from mingtang.accounts.people.commands.loading import DEMO_PASSWORD
from mingtang.accounts.people.models import Account, Organisation, Person, Representation
from mingtang.accounts.people.queries import accounts_to_try
from mingtang.accounts.sessions.commands.opening import log_in
from mingtang.accounts.tests.factories import HERE, citizen
from mingtang.kernel.identifiers import is_credit_code, is_resident_identity

pytestmark = pytest.mark.django_db
CITY = Path(mingtang.__file__).parents[2] / "demo" / "mingzhou"


@pytest.fixture
def load(monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_DEMO", str(CITY))
    return lambda: call_command("load_demo_city", verbosity=0, stdout=StringIO())


def test_the_whole_city_comes_in_once_however_often(load):
    load()
    load()

    assert Person.objects.count() == 200
    assert Organisation.objects.count() == 80
    assert Account.objects.filter(is_staff=True).count() == 25
    assert Representation.objects.count() > 40
    assert all(is_resident_identity(person.identity_number) for person in Person.objects.all())
    assert all(
        is_credit_code(code) for code in Organisation.objects.values_list("credit_code", flat=True)
    )


def test_loading_again_leaves_alone_what_people_put_right(load):
    load()
    person = Person.objects.select_related("account").get(account__username="chenyue")
    told = {"phone": "19988887777", "email": "", "address": "明州市望海区云溪路1号"}
    correct_contact_data(actor=citizen(person), typed=told)

    load()

    person.refresh_from_db()
    assert person.address == "明州市望海区云溪路1号"
    assert log_in(name="19988887777", password=DEMO_PASSWORD, visitor=HERE).actor.id == person.pk


def test_the_login_page_offers_citizens_first_and_one_holder_of_every_role(load):
    load()

    offered = [account.username for account in accounts_to_try()]

    assert offered[:2] == ["chenyue", "linxiaoyan"]
    assert {"editor", "reviewer1", "reviewer2", "reviewer3", "officer", "operator"} <= set(offered)
    assert "officer2" not in offered


def test_demo_people_are_refused_in_production(load, monkeypatch):
    monkeypatch.setenv("MINGTANG_ENV", "production")

    with pytest.raises(CommandError, match="演示"):
        load()
    assert not Account.objects.exists()


def test_without_a_folder_it_says_what_is_missing(monkeypatch):
    monkeypatch.setenv("MINGTANG_DEMO", "/nowhere")

    with pytest.raises(CommandError, match="MINGTANG_DEMO"):
        call_command("load_demo_city")
