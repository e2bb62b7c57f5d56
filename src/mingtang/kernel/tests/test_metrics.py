from datetime import timedelta

import pytest

from mingtang.kernel.jobs.tests.factories import make_job
from mingtang.kernel.outbox.tests.factories import DeliveryFactory, MessageFactory, timezone

pytestmark = pytest.mark.django_db


def metrics(client):
    return client.get("/internal/metrics").content.decode()


def test_counts_requests_by_route_and_never_by_address(client):
    client.get("/internal/events/")
    client.get("/no/such/place/110101199003070177")

    page = metrics(client)

    assert 'route="inbox",status="405",system="kernel"' in page
    assert 'route="unknown"' in page
    assert "110101199003070177" not in page


def test_leaves_the_questions_of_the_machinery_out(client):
    client.get("/health/")

    assert 'route="health"' not in metrics(client)


def test_tells_what_waits_and_what_is_stuck(client):
    since = timezone.now() - timedelta(minutes=2)
    DeliveryFactory(message=MessageFactory(announced_at=since))
    make_job(state="failed")
    make_job("test.note", overdue=timedelta(hours=1))

    page = metrics(client)

    assert 'mingtang_outbox_waiting{subscriber="neighbour",system="kernel"} 1.0' in page
    assert 'mingtang_outbox_lag_seconds{subscriber="neighbour",system="kernel"} 12' in page
    assert 'mingtang_jobs{state="failed",system="kernel"} 1.0' in page
    assert 'mingtang_worker_alive{system="kernel"} 0.0' in page
