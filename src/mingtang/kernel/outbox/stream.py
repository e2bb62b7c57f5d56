"""The connection to NATS JetStream: one stream for all events of the platform."""

import asyncio
from contextlib import suppress
from typing import Any

import nats
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import BadRequestError, NotFoundError

STREAM_NAME = "MINGTANG"
PREFIX = "mingtang"
SIGNATURE_HEADER = "X-Mingtang-Signature"
KEPT_FOR_SECONDS = 30 * 24 * 3600
#: Within this time the server itself drops what it already has; later the handlers' memory does.
DUPLICATES_SECONDS = 3600
#: The client itself would wait for its first server for ever, and say nothing.
OPENING_SECONDS = 5
#: A server that is gone is not waited for.
CLOSING_SECONDS = 2


def subject_of(topic: str) -> str:
    return f"{PREFIX}.{topic}"


class Stream:
    """Connects when first used; afterwards the client reconnects by itself."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Client | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> JetStreamContext:
        """Return the stream, made if it is not there. Raises while the server is away."""
        async with self._opening:
            if self._client is None or self._client.is_closed:
                connecting = nats.connect(
                    self._url, connect_timeout=2, max_reconnect_attempts=-1, error_cb=_ignore
                )
                self._client = await asyncio.wait_for(connecting, timeout=OPENING_SECONDS)
                await _ensure_stream(self._client.jetstream())
        return self._client.jetstream()

    async def close(self) -> None:
        if self._client is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._client.close(), timeout=CLOSING_SECONDS)


async def _ensure_stream(jetstream: JetStreamContext) -> None:
    try:
        await jetstream.stream_info(STREAM_NAME)
    except NotFoundError:
        config = StreamConfig(
            name=STREAM_NAME,
            subjects=[f"{PREFIX}.>"],
            retention=RetentionPolicy.LIMITS,
            storage=StorageType.FILE,
            max_age=KEPT_FOR_SECONDS,
            duplicate_window=DUPLICATES_SECONDS,
        )
        try:
            await jetstream.add_stream(config)
        except BadRequestError:  # another system has just made it
            await jetstream.stream_info(STREAM_NAME)


async def _ignore(_: Any) -> None:
    """The client reports and retries by itself; the caller's own error says what matters."""
