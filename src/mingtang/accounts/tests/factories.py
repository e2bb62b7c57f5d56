"""Makes rows and actors for the tests of all features."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import factory
from django.contrib.auth.hashers import make_password

from mingtang.accounts.people.models import Account, Organisation, Person, Representation
from mingtang.accounts.people.models.accounts import PHONE
from mingtang.accounts.people.models.persons import IDENTITY
from mingtang.accounts.sessions.commands.opening import Login, log_in
from mingtang.accounts.sessions.visitor import Visitor
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.signing import sign_actor

PASSWORD = "Right#Password1"
HERE = Visitor(address="203.0.113.7", device="安卓手机，Chrome")
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    class Params:
        phone = factory.Sequence(lambda n: f"199{n:08d}")

    id = factory.LazyFunction(uuid4)
    username = factory.Sequence(lambda n: f"citizen{n}")
    name = "陈悦"
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    password_set_at = LONG_AGO
    phone_index = factory.LazyAttribute(lambda o: blind_index(o.phone, purpose=PHONE))


class StaffFactory(AccountFactory):
    username = factory.Sequence(lambda n: f"staff{n}")
    name = "徐磊"
    is_staff = True
    roles = ["officer"]
    department = "gongan"
    title = "受理员"


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    account = factory.SubFactory(AccountFactory)
    identity_number = factory.Sequence(lambda n: f"33990019950412{n:04d}")
    identity_index = factory.LazyAttribute(
        lambda o: blind_index(o.identity_number, purpose=IDENTITY)
    )
    gender = "男"
    nationality = "汉族"
    birth_date = "1995-04-12"
    household_address = "云川省安平市河阳县柳林镇陈家村12号"
    bank_account = "6200000000000000001"
    phone = "19900000001"
    email = "chenyue@mail.example"
    address = "明州市东湖区学院路86号"
    fetched_at = LONG_AGO


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    id = factory.LazyFunction(uuid4)
    name = "明州锦程餐饮管理有限公司"
    credit_code = factory.Sequence(lambda n: f"91339900MB00{n:05d}X")
    legal_representative = "赵强"
    address = "明州市东湖区滨江大道195号"
    phone = "0999-8600001"
    fetched_at = LONG_AGO


class RepresentationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Representation

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    capacity = "法定代表人"
    since = LONG_AGO


def citizen(person: Person | None = None, *, organisation_id: UUID | None = None) -> Actor:
    return Actor(
        id=person.pk if person else uuid4(),
        kind=ActorKind.CITIZEN,
        name=person.account.name if person else "别人",
        organisation_id=organisation_id,
        session_id="from-elsewhere",
    )


def as_actor(actor: Actor, *, signer: str = "gateway") -> dict[str, str]:
    """Return the header the gateway, or another system, would send."""
    return {"HTTP_X_MINGTANG_ACTOR": sign_actor(actor, signer=signer)}


def enter(account: Account, *, visitor: Visitor = HERE) -> Login:
    return log_in(name=account.username, password=PASSWORD, visitor=visitor)
