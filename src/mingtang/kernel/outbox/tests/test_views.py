import json

import pytest

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.tests.factories import operator, question
from mingtang.kernel.outbox.tests.handlers import STUMBLING_BLOCK, answers
from mingtang.kernel.outbox.tests.system import QuestionDropped
from mingtang.kernel.signing import sign_actor


@pytest.fixture
def post(client, db):
    def send(message, *, actor=THE_PLATFORM, signer="kernel"):
        body = message if isinstance(message, str) else json.dumps(message)
        header = {"X-Mingtang-Actor": sign_actor(actor, signer=signer)} if actor else {}
        return client.post(
            "/internal/events/", body, content_type="application/cloudevents+json", headers=header
        )

    return send


def asked(text="几点开门？"):
    return question(text).to_cloudevent(source="kernel")


def test_takes_the_event_of_the_system_it_is_about(post):
    answer = post(asked())

    assert answer.status_code == 200
    assert answers() == ["几点开门？"]


def test_news_for_others_is_accepted_and_ignored(post):
    answer = post(QuestionDropped(actor_id=THE_PLATFORM.id).to_cloudevent(source="kernel"))

    assert (answer.status_code, answer.json()) == (202, {"status": "ignored"})


def test_says_which_handler_failed(post):
    answer = post(asked(STUMBLING_BLOCK))

    assert answer.status_code == 500
    assert answer.json()["failed"] == ["mingtang.kernel.outbox.tests.handlers.stumble_over_word"]


@pytest.mark.parametrize("actor", [None, operator()])
def test_refuses_anybody_but_a_system(post, actor):
    answer = post(asked(), actor=actor)

    assert answer.status_code == 401
    assert answers() == []


def test_refuses_news_about_another_system(post):
    answer = post(asked(), signer="content")

    assert answer.status_code == 403
    assert answer.json()["title"] == "这个系统不能发布别的系统的消息。"
    assert answers() == []


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"type": 3}', '{"type": "kernel.question-asked.v1"}']
)
def test_refuses_what_is_no_event(post, body):
    assert post(body).status_code == 422


def test_cannot_be_read(client):
    assert client.get("/internal/events/").status_code == 405
