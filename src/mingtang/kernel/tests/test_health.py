from uuid import uuid4

import pytest
from django.db import connection

from mingtang.kernel import health
from mingtang.kernel.jobs.models import WorkerHeartbeat


@pytest.fixture(autouse=True)
def of_a_system_with_a_worker(settings):
    settings.MINGTANG_MANIFEST = "mingtang.kernel.outbox.tests.system.SYSTEM"


def test_health_asks_nobody(client):
    # No database fixture: a query would fail the test.
    assert client.get("/health/").json() == {"status": "alive", "system": "kernel"}


def test_ready_when_everything_is_there(client, db):
    WorkerHeartbeat.objects.create(process_id=uuid4(), host="here", pid=1)

    answer = client.get("/ready/")

    assert (answer.status_code, answer.json()["problem"]) == (200, None)


def test_says_that_the_worker_is_silent(client, db):
    answer = client.get("/ready/")

    assert answer.status_code == 503
    assert answer.json()["problem"] == "后台工作进程没有心跳。"


def test_says_that_migrations_are_missing(client, db):
    health._require_migrations.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'kernel_jobs'")

    answer = client.get("/ready/")

    assert answer.json()["problem"] == "还有 1 个数据库迁移没有执行。"


@pytest.mark.django_db(transaction=True)
def test_says_that_the_database_is_away(client):
    there = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"

    try:
        answer = client.get("/ready/")
    finally:
        connection.close()
        connection.settings_dict["HOST"] = there

    assert answer.json()["problem"] == "数据库连不上。"
