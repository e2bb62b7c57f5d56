from datetime import timedelta
from uuid import uuid4

import time_machine

from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.signing import read_actor, read_claims, sign_actor, sign_claims

SOMEONE = Actor(
    id=uuid4(),
    kind=ActorKind.STAFF,
    name="徐磊",
    roles=frozenset({"officer"}),
    department="gongan",
    session_id="s1",
)


def test_the_actor_arrives_whole():
    assert read_actor(sign_actor(SOMEONE, signer="gateway")) == SOMEONE


def test_the_header_holds_for_a_minute_even_when_remembered():
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as clock:
        header = sign_actor(SOMEONE, signer="gateway")
        assert read_actor(header) == SOMEONE

        clock.shift(timedelta(seconds=61))
        assert read_actor(header) is None


def test_an_altered_header_says_nothing():
    header = sign_actor(SOMEONE, signer="gateway")
    body, signature = header.split(".")

    assert read_actor(f"{body[:-2]}AA.{signature}") is None
    assert read_actor(f"{body}.{signature[:-4]}AAAA") is None
    assert read_actor("nonsense") is None
    assert read_actor("") is None


def test_a_signer_that_is_not_accepted_is_not_believed():
    header = sign_actor(SOMEONE, signer="services")

    assert read_actor(header, accept={"gateway"}) is None
    assert read_actor(header, accept={"services"}) == SOMEONE


def test_a_session_token_is_no_actor_header():
    token = sign_claims({"sub": str(SOMEONE.id), "kind": "staff"}, signer="session", seconds=60)

    assert read_actor(token) is None


def test_claims_hold_for_their_signer_and_time():
    token = sign_claims({"file": "1"}, signer="services", seconds=60)

    claims = read_claims(token, signer="services")
    assert claims is not None
    assert claims["file"] == "1"
    assert read_claims(token, signer="gateway") is None
