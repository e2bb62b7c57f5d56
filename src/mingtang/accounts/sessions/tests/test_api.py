import pytest

from mingtang.accounts.sessions.commands.ending import log_out
from mingtang.accounts.tests.factories import AccountFactory, as_actor, enter
from mingtang.kernel.identity import THE_PLATFORM

pytestmark = pytest.mark.django_db


def ask(client, session_id, **headers):
    return client.get(f"/internal/sessions/{session_id}", **headers)


def test_the_gateway_learns_whether_a_session_lives(client):
    actor = enter(AccountFactory()).actor
    gateway = as_actor(THE_PLATFORM)

    assert ask(client, actor.session_id, **gateway).json() == {"alive": True}
    log_out(actor=actor)
    assert ask(client, actor.session_id, **gateway).json() == {"alive": False}
    assert ask(client, "never-was", **gateway).json() == {"alive": False}


def test_nobody_else_may_ask(client):
    actor = enter(AccountFactory()).actor

    assert ask(client, actor.session_id).status_code == 401
    assert ask(client, actor.session_id, **as_actor(actor)).status_code == 403


def test_asking_costs_one_question_to_the_database(client, django_assert_num_queries):
    actor = enter(AccountFactory()).actor
    gateway = as_actor(THE_PLATFORM)

    with django_assert_num_queries(1):
        ask(client, actor.session_id, **gateway)
