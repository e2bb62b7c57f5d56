"""The stream's reader: brings this system its events when NATS JetStream carries them."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.errors import Refusal
from mingtang.kernel.logs import log
from mingtang.kernel.outbox import letters
from mingtang.kernel.outbox.commands import Receipt, receive
from mingtang.kernel.outbox.database import DatabaseThread
from mingtang.kernel.outbox.relay import keep_trying
from mingtang.kernel.outbox.stream import PREFIX, SIGNATURE_HEADER, STREAM_NAME, Stream
from mingtang.kernel.signing import read_claims
from mingtang.kernel.trace import TRACE_HEADER, tracing

BATCH = 20
FETCH_SECONDS = 5.0
#: Longer than any handler takes; then the server gives the event to another worker.
ACKNOWLEDGE_SECONDS = 60


class Consumer:
    """Reads with one durable consumer per system and acknowledges after the handlers."""

    def __init__(self, url: str) -> None:
        self._stream = Stream(url)
        self._database = DatabaseThread("consumer")

    async def run(self) -> None:
        try:
            await keep_trying("consumer", self._run_while_connected)
        finally:
            await self._stream.close()
            self._database.close()

    async def _run_while_connected(self) -> None:
        subscription = await self._subscribe(await self._stream.open())
        while True:
            try:
                batch = await subscription.fetch(BATCH, timeout=FETCH_SECONDS)
            except TimeoutError:
                continue
            for message in batch:
                await self._take(message)

    async def _subscribe(self, jetstream: JetStreamContext) -> JetStreamContext.PullSubscription:
        """Join the durable consumer. It has no filter: a server before 2.10 knows only one."""
        config = ConsumerConfig(
            durable_name=settings.MINGTANG_SYSTEM,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=ACKNOWLEDGE_SECONDS,
            deliver_policy=DeliverPolicy.ALL,
            max_deliver=-1,
            max_ack_pending=1000,
        )
        return await jetstream.pull_subscribe(
            f"{PREFIX}.>", durable=settings.MINGTANG_SYSTEM, stream=STREAM_NAME, config=config
        )

    async def _take(self, message: Msg) -> None:
        attempt = message.metadata.num_delivered or 1
        headers = message.headers or {}
        event = read_signed(message.data, signature=headers.get(SIGNATURE_HEADER, ""))
        if event is None:
            log.error("event_not_trusted", subject=message.subject)
            await message.term()
            return
        error = await self._database.run(_handle, event, trace=headers.get(TRACE_HEADER))
        if not error:
            await message.ack()
        elif attempt < letters.ATTEMPTS_BEFORE_DEAD:
            await message.nak(delay=letters.wait_seconds(attempt))
        else:
            await self._database.run(letters.keep_refused, event, attempts=attempt, error=error)
            await message.term()


def read_signed(body: bytes, *, signature: str) -> dict[str, Any] | None:
    """Return the event when the system it is about has signed exactly this body."""
    try:
        event = json.loads(body)
        signer = event["type"].split(".")[0]
        claims = read_claims(signature, signer=signer)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    is_genuine = claims is not None and claims.get("sm3") == sm3(body).hex()
    return event if is_genuine else None


def _handle(event: Mapping[str, Any], *, trace: str | None) -> str:
    """Give the event to the handlers; return what went wrong, empty when nothing did."""
    with tracing(trace):
        try:
            receipt: Receipt = receive(event)
        except Refusal as refusal:
            return str(refusal)
    return receipt.error
