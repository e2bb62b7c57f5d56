from datetime import timedelta

import pytest
import time_machine

from mingtang.accounts.people.errors import OrganisationNotFound
from mingtang.accounts.sessions.commands.counting import forget_old_tries
from mingtang.accounts.sessions.commands.ending import (
    change_password,
    end_other_sessions,
    end_session,
    forget_old_sessions,
    log_out,
    touch_session,
)
from mingtang.accounts.sessions.commands.opening import act_for, log_in
from mingtang.accounts.sessions.errors import (
    Locked,
    SessionNotFound,
    TooManyFromHere,
    WrongNameOrPassword,
)
from mingtang.accounts.sessions.models import FailedTries, Session
from mingtang.accounts.sessions.visitor import Visitor
from mingtang.accounts.tests.factories import (
    HERE,
    PASSWORD,
    AccountFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    StaffFactory,
    enter,
)
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.errors import Invalid
from mingtang.kernel.signing import read_actor, read_claims

pytestmark = pytest.mark.django_db
ELSEWHERE = Visitor(address="203.0.113.99", device="iPhone，Safari")


def fail(name, *, visitor=HERE):
    with pytest.raises((WrongNameOrPassword, Locked)) as refused:
        log_in(name=name, password="wrong", visitor=visitor)
    return str(refused.value)


class TestLogIn:
    @pytest.mark.parametrize("name", ["chenyue", "19900000001", " chenyue "])
    def test_opens_for_a_user_name_or_a_phone_number(self, name):
        account = AccountFactory(username="chenyue", phone="19900000001")

        opened = log_in(name=name, password=PASSWORD, visitor=HERE)

        claims = read_claims(opened.token, signer="session")
        assert claims is not None
        assert claims["sub"] == str(account.pk)
        assert touch_session(claims["sid"])

    def test_its_token_is_no_actor_header(self):
        assert read_actor(enter(AccountFactory()).token) is None

    def test_says_the_same_of_an_unknown_name_and_a_wrong_password(self):
        AccountFactory(username="chenyue")

        assert fail("chenyue") == fail("nobody") == "账号或密码不对，请再看一看。还可以试 4 次。"

    def test_a_phone_number_of_two_people_opens_neither(self):
        AccountFactory.create_batch(2, phone="19900000009")

        with pytest.raises(WrongNameOrPassword):
            log_in(name="19900000009", password=PASSWORD, visitor=HERE)

    def test_a_closed_account_looks_like_none(self):
        AccountFactory(username="gone", is_active=False)

        with pytest.raises(WrongNameOrPassword):
            log_in(name="gone", password=PASSWORD, visitor=HERE)

    @pytest.mark.parametrize("name", ["chenyue", "nobody"])
    def test_the_fifth_failure_locks_whether_or_not_the_name_is_known(self, name):
        AccountFactory(username="chenyue")

        sentences = [fail(name) for _ in range(5)]

        assert "还可以试 1 次" in sentences[3]
        assert "15 分钟" in sentences[4]
        with pytest.raises(Locked):
            log_in(name=name, password=PASSWORD, visitor=HERE)

    def test_the_lock_opens_after_a_quarter_of_an_hour(self):
        account = AccountFactory()
        with time_machine.travel("2026-11-24T00:00:00Z", tick=False) as clock:
            for _ in range(5):
                fail(account.username)
            clock.shift(timedelta(minutes=16))

            assert enter(account).actor.id == account.pk

    def test_a_right_password_wipes_the_slate(self):
        account = AccountFactory()
        for _ in range(4):
            fail(account.username)
        enter(account)

        assert "还可以试 4 次" in fail(account.username)

    def test_a_client_that_tries_many_names_is_stopped(self):
        for number in range(40):
            fail(f"name{number}")

        with pytest.raises(TooManyFromHere):
            log_in(name="another", password="wrong", visitor=HERE)

    def test_every_failure_is_on_the_trail_without_what_was_typed(self):
        fail("somebody-secret")

        entry = AuditEntry.objects.get(action="sessions.refused")
        assert "somebody-secret" not in f"{entry.subject} {entry.details} {entry.actor_name}"

    def test_acts_for_an_organisation_that_the_person_represents(self):
        role = RepresentationFactory()

        opened = log_in(
            name=role.person.account.username,
            password=PASSWORD,
            visitor=HERE,
            credit_code=role.organisation.credit_code.lower(),
        )

        assert opened.actor.organisation_id == role.organisation_id

    def test_somebody_elses_organisation_does_not_exist(self):
        person, other = PersonFactory(), OrganisationFactory()

        with pytest.raises(Invalid) as refused:
            log_in(
                name=person.account.username,
                password=PASSWORD,
                visitor=HERE,
                credit_code=other.credit_code,
            )

        assert "credit_code" in refused.value.fields
        assert not Session.objects.exists()

    def test_replaces_the_session_the_browser_had(self):
        account = AccountFactory()
        before = enter(account).actor.session_id

        log_in(name=account.username, password=PASSWORD, visitor=HERE, replaces=before)

        assert not touch_session(before)


class TestSessionEnds:
    def test_when_idle_and_sooner_for_staff(self):
        with time_machine.travel("2026-11-24T00:00:00Z", tick=False) as clock:
            someone = enter(AccountFactory()).actor.session_id
            officer = enter(StaffFactory()).actor.session_id

            clock.shift(timedelta(minutes=31))
            assert touch_session(someone)
            assert not touch_session(officer)

            clock.shift(timedelta(hours=2, minutes=1))
            assert not touch_session(someone)

    def test_after_twelve_hours_however_busy(self):
        with time_machine.travel("2026-11-24T00:00:00Z", tick=False) as clock:
            session_id = enter(AccountFactory()).actor.session_id
            lived = []
            for _ in range(13):
                clock.shift(timedelta(hours=1))
                lived.append(touch_session(session_id))

        assert lived == [True] * 11 + [False] * 2

    def test_when_the_person_leaves_and_leaving_twice_is_harmless(self):
        actor = enter(AccountFactory()).actor

        log_out(actor=actor)
        log_out(actor=actor)

        assert not touch_session(actor.session_id)
        assert AuditEntry.objects.filter(action="sessions.ended").count() == 1

    def test_when_it_is_ended_from_another_device(self):
        account = AccountFactory()
        phone, desk = enter(account, visitor=ELSEWHERE).actor, enter(account).actor

        end_session(actor=desk, session_id=phone.session_id)

        assert not touch_session(phone.session_id)
        assert touch_session(desk.session_id)

    def test_but_nobody_ends_a_strangers(self):
        mine, theirs = enter(AccountFactory()).actor, enter(AccountFactory()).actor

        with pytest.raises(SessionNotFound):
            end_session(actor=mine, session_id=theirs.session_id)
        end_other_sessions(actor=mine)

        assert touch_session(theirs.session_id)

    def test_when_the_account_is_closed(self):
        account = AccountFactory()
        session_id = enter(account).actor.session_id
        account.is_active = False
        account.save()

        assert not touch_session(session_id)


class TestChangePassword:
    def test_ends_the_other_sessions_and_keeps_this_one(self):
        account = AccountFactory()
        other, here = enter(account).actor, enter(account).actor

        change_password(actor=here, current=PASSWORD, new="New#Password22", visitor=HERE)

        assert touch_session(here.session_id)
        assert not touch_session(other.session_id)
        assert log_in(name=account.username, password="New#Password22", visitor=HERE)

    @pytest.mark.parametrize(
        ("new", "sentence"),
        [
            ("Short#1", "至少要 10 位"),
            ("onlyletters", "至少三种"),
            ("Chenyue#2026x", "不要有您的用户名"),
            (PASSWORD, "不能和现在的一样"),
        ],
    )
    def test_refuses_a_weak_password_with_its_reason(self, new, sentence):
        actor = enter(AccountFactory(username="chenyue")).actor

        with pytest.raises(Invalid) as refused:
            change_password(actor=actor, current=PASSWORD, new=new, visitor=HERE)

        assert sentence in refused.value.fields["new"]

    def test_an_open_screen_is_no_place_for_guessing(self):
        actor = enter(AccountFactory()).actor
        for _ in range(5):
            with pytest.raises(Invalid):
                change_password(actor=actor, current="wrong", new="New#Password22", visitor=HERE)

        with pytest.raises(Locked):
            change_password(actor=actor, current=PASSWORD, new="New#Password22", visitor=HERE)


class TestActFor:
    def test_goes_on_for_the_organisation_with_a_new_session(self):
        role = RepresentationFactory()
        before = enter(role.person.account).actor

        after = act_for(actor=before, organisation_id=role.organisation_id, visitor=HERE).actor

        assert after.organisation_id == role.organisation_id
        assert after.session_id != before.session_id
        assert not touch_session(before.session_id)

    def test_and_back_as_oneself(self):
        role = RepresentationFactory()
        before = enter(role.person.account).actor
        acting = act_for(actor=before, organisation_id=role.organisation_id, visitor=HERE).actor

        assert (
            act_for(actor=acting, organisation_id=None, visitor=HERE).actor.organisation_id is None
        )

    def test_not_for_somebody_elses_organisation(self):
        actor, other = enter(PersonFactory().account).actor, OrganisationFactory()

        with pytest.raises(OrganisationNotFound):
            act_for(actor=actor, organisation_id=other.pk, visitor=HERE)


class TestForgetting:
    def test_forgets_tries_whose_window_is_over_and_old_sessions(self):
        account = AccountFactory()
        with time_machine.travel("2026-01-05T00:00:00Z"):
            enter(account)
            fail(account.username)
        with time_machine.travel("2026-11-24T00:00:00Z"):
            recent = enter(account)
            fail(account.username)

            forget_old_tries()
            forget_old_sessions()

            assert FailedTries.objects.count() == 2  # the account's and the client's
            assert Session.objects.get().pk == recent.actor.session_id
