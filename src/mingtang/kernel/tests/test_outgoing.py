import httpx
import pytest
from django.db import transaction

from mingtang.kernel import outgoing
from mingtang.kernel.outgoing import AskedInsideTransaction, Client, NeighbourDown
from mingtang.kernel.signing import read_actor


class Neighbour(httpx.BaseTransport):
    """Answers with each of the given statuses in turn; None is a broken connection."""

    def __init__(self, *statuses: int | None) -> None:
        self.statuses = list(statuses)
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        status = self.statuses.pop(0) if self.statuses else 200
        if status is None:
            raise httpx.ConnectError("gone")
        return httpx.Response(status, json={})


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(outgoing, "FIRST_PAUSE_SECONDS", 0)


def client_of(neighbour: Neighbour) -> Client:
    return Client("http://neighbour", signer="services", transport=neighbour)


def test_the_neighbour_learns_who_asks():
    neighbour = Neighbour()

    client_of(neighbour).get("/profile")

    actor = read_actor(neighbour.asked[0].headers["X-Mingtang-Actor"], accept={"services"})
    assert actor is not None
    assert actor.is_system


def test_a_read_is_tried_again():
    neighbour = Neighbour(None, 503, 200)

    assert client_of(neighbour).get("/profile").status_code == 200
    assert len(neighbour.asked) == 3


def test_a_read_a_person_waits_for_is_asked_once():
    neighbour = Neighbour(None, 200)
    client = Client("http://neighbour", signer="services", transport=neighbour, retries=0)

    with pytest.raises(NeighbourDown):
        client.get("/profile")

    assert len(neighbour.asked) == 1


def test_a_write_is_not():
    neighbour = Neighbour(None)

    with pytest.raises(NeighbourDown):
        client_of(neighbour).post("/orders", json={})
    assert len(neighbour.asked) == 1


def test_a_refusal_of_the_neighbour_is_an_answer():
    assert client_of(Neighbour(404)).get("/profile").status_code == 404


def test_the_fuse_spares_a_neighbour_that_is_down():
    neighbour = Neighbour(*[None] * 20)
    client = client_of(neighbour)
    for _ in range(5):
        with pytest.raises(NeighbourDown):
            client.post("/orders", json={})
    assert client.is_open

    with pytest.raises(NeighbourDown):
        client.get("/profile")
    assert len(neighbour.asked) == 5


@pytest.mark.django_db
def test_nobody_is_asked_inside_a_transaction():
    with transaction.atomic(), pytest.raises(AskedInsideTransaction):
        client_of(Neighbour()).get("/profile")


@pytest.mark.django_db
def test_the_transaction_of_a_test_does_not_count():
    assert client_of(Neighbour()).get("/profile").status_code == 200
