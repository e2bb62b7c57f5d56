"""What the tests of the jobs share: a worker process that can be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from mingtang.kernel.jobs.models import WorkerHeartbeat
from mingtang.kernel.jobs.tests import tasks
from mingtang.kernel.outbox.tests.conftest import flushable, wait_until

__all__ = ["flushable"]

assert tasks.note, "the jobs of the tests are registered by importing them"


@pytest.fixture(autouse=True)
def of_the_test_system(settings):
    settings.MINGTANG_MANIFEST = "mingtang.kernel.outbox.tests.system.SYSTEM"


@pytest.fixture
def queue(transactional_db) -> Iterator[None]:
    """An empty queue; its tables are the library's, and Django's flush passes them over."""
    _empty_queue()
    yield
    _empty_queue()


def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


class Worker:
    """A real worker process on the database of the test."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        name = connection.settings_dict["NAME"]
        url = os.environ["KERNEL_DATABASE_URL"].replace("/kernel?", f"/{name}?")
        with self._log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "django", "run_worker"],
                stdout=output,
                stderr=output,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "mingtang.kernel.jobs.tests.settings",
                    "KERNEL_DATABASE_URL": url,
                    "PYTHONPATH": os.pathsep.join(sys.path),
                },
            )
        wait_until(self._beats, seconds=20)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(15)

    def _beats(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self._log.read_text()
        beats = WorkerHeartbeat.objects.filter(pid=self.process.pid, queue_worker_id__isnull=False)
        return beats.exists()


@pytest.fixture
def worker(queue, tmp_path) -> Iterator[Worker]:
    made = Worker(tmp_path / "worker.log")
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()
