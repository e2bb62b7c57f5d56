"""Jobs in any state. The queue's own models are read-only, so rows are written as the queue does."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from mingtang.kernel.jobs.job import DUE

NOW = datetime.now(UTC)


def make_job(name: str = "test.note", *, state: str = "todo", **fields: Any) -> int:
    """Put a job into the queue's table; `due` shifts when it fell due."""
    due = NOW - fields.pop("overdue", timedelta())
    values = {
        "queue_name": "test",
        "task_name": name,
        "priority": 0,
        "args": f'{{"{DUE}": "{due.isoformat()}"}}',
        "status": state,
        "attempts": 0,
        "abort_requested": False,
        **fields,
    }
    columns, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO procrastinate_jobs ({columns}) VALUES ({marks}) RETURNING id",
            list(values.values()),
        )
        return int(cursor.fetchone()[0])


def make_queue_worker(*, silent_for: timedelta = timedelta()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [datetime.now(UTC) - silent_for],
        )
        return int(cursor.fetchone()[0])
