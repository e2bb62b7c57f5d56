"""The worker process of a system: relay, jobs and the stream's reader under one roof."""

import asyncio
import os
import signal
import socket
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, cast
from uuid import uuid4

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.worker import Worker as QueueWorker

from mingtang.kernel.jobs import commands
from mingtang.kernel.jobs.models import SILENT_SECONDS, WorkerHeartbeat
from mingtang.kernel.logs import log
from mingtang.kernel.outbox.consumer import Consumer
from mingtang.kernel.outbox.database import DatabaseThread
from mingtang.kernel.outbox.relay import Relay, keep_trying
from mingtang.kernel.outbox.topology import uses_stream
from mingtang.kernel.outbox.transports import HttpTransport, StreamTransport, stream_url

BEAT_SECONDS = 3.0
FIRST_BEATS_SECONDS = 0.2
RECOVER_SECONDS = 5.0
QUEUE_HEARTBEAT_SECONDS = 2.0
PARALLEL_JOBS = 4
#: Together less than the five seconds an operator waits for a stop.
FINISH_SECONDS = 3.0
STOP_SECONDS = 4.0


class WorkerProcess:
    """Runs until a signal asks it to stop; then it finishes within five seconds."""

    def __init__(self) -> None:
        self._process_id = uuid4()
        self._host = socket.gethostname()
        self._stop = asyncio.Event()
        self._queue: QueueWorker | None = None
        self._database = DatabaseThread("worker")

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        log.info("worker_started", pid=os.getpid())
        parts = [asyncio.create_task(part) for part in self._parts()]
        queue = asyncio.create_task(keep_trying("jobs", self._run_queue))
        await self._stop.wait()
        finished = await self._finish(parts, queue)
        log.info("worker_stopped", finished=finished)
        if not finished:
            # A job's thread cannot be ended from outside; its transaction ends with the process.
            os._exit(0)

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        transport = StreamTransport(stream_url()) if uses_stream() else HttpTransport()
        parts = [
            Relay(transport).run(),
            keep_trying("heartbeat", self._beat),
            keep_trying("recovery", self._recover),
        ]
        if uses_stream():
            parts.append(Consumer(stream_url()).run())
        return parts

    async def _run_queue(self) -> None:
        """Run jobs until the queue's own worker ends, which it does when the database goes."""
        # Periodic jobs are deferred on Django's own connection, which may be the one that was lost.
        await sync_to_async(close_old_connections)()
        app = _app_for_workers()
        async with app.open_async():
            self._queue = QueueWorker(
                app,
                concurrency=PARALLEL_JOBS,
                install_signal_handlers=False,
                update_heartbeat_interval=QUEUE_HEARTBEAT_SECONDS,
                stalled_worker_timeout=SILENT_SECONDS,
                shutdown_graceful_timeout=FINISH_SECONDS,
                task_middleware=app.worker_defaults["task_middleware"],
            )
            await self._queue.run()  # type: ignore[no-untyped-call]

    async def _beat(self) -> None:
        await self._database.run(self._bury_predecessors)
        while True:
            queue_worker_id = self._queue.worker_id if self._queue else None
            await self._database.run(
                commands.beat,
                process_id=self._process_id,
                host=self._host,
                pid=os.getpid(),
                queue_worker_id=queue_worker_id,
            )
            # Until the queue has given its number, a death would leave jobs to the slow recovery.
            await asyncio.sleep(BEAT_SECONDS if queue_worker_id else FIRST_BEATS_SECONDS)

    async def _recover(self) -> None:
        while True:
            await self._database.run(commands.recover_lost_jobs)
            await asyncio.sleep(RECOVER_SECONDS)

    async def _finish(self, parts: list[asyncio.Task[None]], queue: asyncio.Task[None]) -> bool:
        """Stop taking work, wait for what runs, hand back the rest; tell whether all is done."""
        for part in parts:
            part.cancel()
        worker_id = self._queue.worker_id if self._queue else None
        queue.cancel()
        done, _ = await asyncio.wait([*parts, queue], timeout=STOP_SECONDS)
        with suppress(DatabaseError, TimeoutError):
            handed_back = await asyncio.wait_for(
                self._database.run(
                    commands.leave, process_id=self._process_id, queue_worker_id=worker_id
                ),
                timeout=0.7,
            )
            log.info("worker_left", handed_back=handed_back)
        self._database.close()
        return len(done) == len(parts) + 1

    def _bury_predecessors(self) -> None:
        """Find workers of this machine that died without a word, and free their jobs at once."""
        here = WorkerHeartbeat.objects.filter(host=self._host).exclude(process_id=self._process_id)
        commands.bury([heartbeat for heartbeat in here if not _lives(heartbeat)])


def _lives(heartbeat: WorkerHeartbeat) -> bool:
    if heartbeat.pid == os.getpid():  # a container's first process always has the same number
        return False
    try:
        os.kill(heartbeat.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _app_for_workers() -> App:
    """Return a second app with its own connections.

    The first keeps Django's, so that a job deferred by a job or handler stays in its transaction.
    """
    django_app.perform_import_paths()  # type: ignore[no-untyped-call]
    connector = cast(DjangoConnector, django_app.connector)
    app = DjangoApp(connector=connector.get_worker_connector())
    app.tasks = django_app.tasks
    app.periodic_registry = django_app.periodic_registry
    return cast(App, app)
