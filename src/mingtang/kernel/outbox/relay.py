"""The relay: takes what was announced from the outbox to the subscribers, each at its own pace.

PostgreSQL wakes it with the commit; a slow poll finds what a lost notification left behind. Every
subscriber has a line of its own, so that one that is away holds up nobody else.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from mingtang.kernel.logs import log
from mingtang.kernel.outbox import letters
from mingtang.kernel.outbox.commands import CHANNEL
from mingtang.kernel.outbox.database import DatabaseThread
from mingtang.kernel.outbox.models import Delivery
from mingtang.kernel.outbox.queries import (
    HOLDS_ITS_TOPIC_FOR,
    due_deliveries,
    next_attempt_at,
)
from mingtang.kernel.outbox.topology import STREAM, neighbours, uses_stream
from mingtang.kernel.outbox.transports import Parcel, Rejected, Transport, Unreachable

POLL_SECONDS = 5.0
#: One small question every half minute costs nothing, and a neighbour that is back is noticed.
LONGEST_PAUSE_SECONDS = 30.0
LONGEST_RECONNECT_SECONDS = 10.0
#: First number of the advisory lock: one relay at a time serves a line, which keeps its order.
LOCK_SPACE = 0x6D74

Work = Callable[[], Coroutine[Any, Any, None]]


class Line:
    """The deliveries of one subscriber, sent one after the other."""

    def __init__(self, subscriber: str, *, transport: Transport, database: DatabaseThread) -> None:
        self.subscriber = subscriber
        self.wake = asyncio.Event()
        self._transport = transport
        self._database = database
        self._failures = 0

    async def run(self) -> None:
        while True:
            self.wake.clear()
            batch = await self._database.run(self._due)
            if not batch:
                await self._rest()
            elif not await self._send_all(batch):
                pause = letters.wait_seconds(self._failures, at_most=LONGEST_PAUSE_SECONDS)
                await asyncio.sleep(pause)

    async def _send_all(self, batch: list[Delivery]) -> bool:
        """Send a batch in order; tell whether the subscriber was there."""
        held: set[str] = set()
        for delivery in batch:
            topic = delivery.message.topic
            if topic in held:
                continue
            try:
                await self._transport.send(self.subscriber, _parcel(delivery))
            except Unreachable as error:
                await self._away(delivery, str(error))
                return False
            except Rejected as error:
                await self._database.run(letters.mark_rejected, delivery, reason=str(error))
                if delivery.attempts <= HOLDS_ITS_TOPIC_FOR:
                    held.add(topic)
            else:
                await self._database.run(letters.mark_delivered, delivery)
            self._failures = 0
        return True

    async def _away(self, delivery: Delivery, reason: str) -> None:
        self._failures += 1
        if self._failures == 1:
            log.warning("subscriber_away", subscriber=self.subscriber, reason=reason)
        await self._database.run(
            letters.mark_unreachable, delivery, reason=reason, until=timezone.now()
        )

    async def _rest(self) -> None:
        """Wait to be woken, or until the next repeat falls due."""
        due_at = await self._database.run(next_attempt_at, self.subscriber)
        left = (due_at - timezone.now()) / timedelta(seconds=1) if due_at else POLL_SECONDS
        with suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), timeout=min(max(left, 0.02), POLL_SECONDS))

    def _due(self) -> list[Delivery]:
        return list(due_deliveries(self.subscriber, at=timezone.now()))


class Relay:
    """Keeps a line open for every subscriber until it is cancelled."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._database = DatabaseThread("relay")
        self._lines: dict[str, tuple[Line, asyncio.Task[None]]] = {}

    async def run(self) -> None:
        try:
            await keep_trying("relay", self._run_while_connected)
        finally:
            await self._stop_lines()
            await self._transport.close()
            self._database.close()

    async def _run_while_connected(self) -> None:
        """Listen on one connection; its end frees the lines for another relay."""
        listener = await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True)
        async with listener:
            await listener.execute(f"LISTEN {CHANNEL}")
            try:
                while True:
                    await self._open_lines(listener)
                    await self._pass_on_notifications(listener)
                    self._raise_for_broken_line()
            finally:
                await self._stop_lines()

    async def _pass_on_notifications(self, listener: psycopg.AsyncConnection[Any]) -> None:
        async for _ in listener.notifies(timeout=POLL_SECONDS):
            for line, _task in self._lines.values():
                line.wake.set()
            if await self._has_new_subscriber():
                return

    async def _has_new_subscriber(self) -> bool:
        return bool(await self._subscribers() - self._lines.keys())

    async def _open_lines(self, listener: psycopg.AsyncConnection[Any]) -> None:
        for subscriber in await self._subscribers() - self._lines.keys():
            if await _is_ours(listener, subscriber):
                line = Line(subscriber, transport=self._transport, database=self._database)
                task = asyncio.create_task(line.run(), name=f"line to {subscriber}")
                self._lines[subscriber] = (line, task)

    async def _subscribers(self) -> set[str]:
        """Who is known to listen; a message for anybody else waits until the map names them."""
        if uses_stream():
            return {STREAM}
        prefix = f"{settings.MINGTANG_SYSTEM}."
        return {
            name
            for name, system in neighbours().items()
            if any(topic.startswith(prefix) for topic in system.reacts_to)
        }

    def _raise_for_broken_line(self) -> None:
        for _, task in self._lines.values():
            if task.done():
                task.result()

    async def _stop_lines(self) -> None:
        tasks = [task for _, task in self._lines.values()]
        self._lines.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def keep_trying(name: str, work: Work) -> None:
    """Do the work again and again: a lost database or server is an interruption, not an end."""
    failures = 0
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        try:
            await work()
        except (psycopg.Error, DatabaseError, OSError, TimeoutError) as error:
            log.warning("worker_part_interrupted", part=name, reason=type(error).__name__)
        except Exception:
            log.exception("worker_part_failed", part=name)
        failures = 0 if loop.time() - began > LONGEST_RECONNECT_SECONDS else failures + 1
        await asyncio.sleep(letters.wait_seconds(failures, at_most=LONGEST_RECONNECT_SECONDS))


async def _is_ours(listener: psycopg.AsyncConnection[Any], subscriber: str) -> bool:
    """Try to become the one relay of this line. The lock goes with the connection."""
    cursor = await listener.execute(
        "SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK_SPACE, subscriber]
    )
    row = await cursor.fetchone()
    return bool(row and row[0])


def _parameters() -> dict[str, Any]:
    parameters: dict[str, Any] = connection.get_connection_params()
    for key in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(key, None)
    return parameters


def _parcel(delivery: Delivery) -> Parcel:
    return Parcel(payload=delivery.message.payload, trace=delivery.message.trace)
