"""How a message travels: over HTTP to a neighbour's inbox, or into the stream."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
import nats.errors
from django.conf import settings

from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.http import ACTOR_HEADER
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.logs import mask
from mingtang.kernel.outbox.stream import SIGNATURE_HEADER, Stream, subject_of
from mingtang.kernel.outbox.topology import neighbours
from mingtang.kernel.signing import sign_actor, sign_claims
from mingtang.kernel.trace import TRACE_HEADER

CONNECT_SECONDS = 2.0
#: As long as a neighbour's handlers may take together.
ANSWER_SECONDS = 30.0
SIGNATURE_SECONDS = 90 * 24 * 3600
#: The neighbour as a whole is not ready for us; no fault of this message.
NOT_READY = frozenset({401, 403, 404, 408, 429, 502, 503, 504})


class Unreachable(Exception):  # noqa: N818  a state of the neighbour, not a bug
    """The subscriber is away: everything for it waits."""


class Rejected(Exception):  # noqa: N818  a state of the message, not a bug
    """The subscriber is there but did not take this message."""


@dataclass(frozen=True)
class Parcel:
    """A message as it travels."""

    payload: Mapping[str, Any]
    trace: str

    @property
    def body(self) -> bytes:
        return json.dumps(self.payload, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def event_id(self) -> str:
        return str(self.payload["id"])

    @property
    def topic(self) -> str:
        return str(self.payload["type"])


class Transport(Protocol):
    async def send(self, subscriber: str, parcel: Parcel) -> None:
        """Hand the message over, or raise Unreachable or Rejected."""

    async def close(self) -> None: ...


class HttpTransport:
    """Posts to the inbox of the neighbour named by the topology."""

    def __init__(self) -> None:
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS), trust_env=False
        )

    async def send(self, subscriber: str, parcel: Parcel) -> None:
        neighbour = neighbours().get(subscriber)
        if neighbour is None:
            raise Unreachable(f"平台地图里没有 {subscriber}")
        try:
            answer = await self._client.post(
                f"{neighbour.address}/internal/events/",
                content=parcel.body,
                headers=_headers(parcel),
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(f"连不上 {subscriber}：{type(error).__name__}") from error
        except httpx.TransportError as error:
            raise Rejected(f"{subscriber} 没有答复：{type(error).__name__}") from error
        if answer.status_code in NOT_READY:
            raise Unreachable(f"{subscriber} 答复 {answer.status_code}")
        if not answer.is_success:
            raise Rejected(f"{answer.status_code} {mask(_reason(answer))}")

    async def close(self) -> None:
        await self._client.aclose()


class StreamTransport:
    """Publishes into NATS JetStream, which keeps the message for every subscriber."""

    def __init__(self, url: str) -> None:
        self._stream = Stream(url)

    async def send(self, subscriber: str, parcel: Parcel) -> None:
        body = parcel.body
        headers = {
            "Nats-Msg-Id": parcel.event_id,
            SIGNATURE_HEADER: sign_body(parcel.event_id, body),
            TRACE_HEADER: parcel.trace,
        }
        try:
            jetstream = await self._stream.open()
            await jetstream.publish(subject_of(parcel.topic), body, headers=headers, timeout=5)
        except (nats.errors.Error, TimeoutError, OSError) as error:
            raise Unreachable(f"消息流连不上：{type(error).__name__}") from error

    async def close(self) -> None:
        await self._stream.close()


def sign_body(event_id: str, body: bytes) -> str:
    """Sign what a stream will carry: it may be read long after an actor header has expired."""
    claims = {"event_id": event_id, "sm3": sm3(body).hex()}
    return sign_claims(claims, signer=settings.MINGTANG_SYSTEM, seconds=SIGNATURE_SECONDS)


def stream_url() -> str:
    return os.environ.get("MINGTANG_NATS_URL", "nats://127.0.0.1:4222")


def _headers(parcel: Parcel) -> dict[str, str]:
    headers = {
        "Content-Type": "application/cloudevents+json",
        ACTOR_HEADER: sign_actor(THE_PLATFORM, signer=settings.MINGTANG_SYSTEM),
    }
    return {**headers, TRACE_HEADER: parcel.trace} if parcel.trace else headers


def _reason(answer: httpx.Response) -> str:
    try:
        body = answer.json()
        return str(body.get("error") or body.get("title") or "")
    except (ValueError, AttributeError):
        return ""
