"""A steady stream of requests, so many each second whatever the answers do, and what came of them."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx

WAITS_SECONDS = 10.0


@dataclass
class Outcome:
    """What came of the requests to one address."""

    asked: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    slowest_seconds: float = 0.0


class Load:
    """Asks addresses in turn at a rate. Failed is: no answer, no answer in time, or a 5xx."""

    def __init__(
        self, targets: Sequence[str], *, rate: int, headers: Mapping[str, str] | None = None
    ) -> None:
        self.outcomes = {target: Outcome() for target in targets}
        self._targets = list(targets)
        self._rate = rate
        self._headers = dict(headers or {})
        self._is_over = False
        self._asking: set[asyncio.Task[None]] = set()

    @property
    def asked(self) -> int:
        return sum(outcome.asked for outcome in self.outcomes.values())

    @property
    def failed(self) -> int:
        return sum(outcome.failed.total() for outcome in self.outcomes.values())

    def stop(self) -> None:
        self._is_over = True

    async def run(self) -> None:
        """Ask until stopped, then wait for the answers that are still to come."""
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
        async with httpx.AsyncClient(
            timeout=WAITS_SECONDS, limits=limits, headers=self._headers, trust_env=False
        ) as client:
            began, number = time.monotonic(), 0
            while not self._is_over:
                target = self._targets[number % len(self._targets)]
                task = asyncio.create_task(self._ask(client, target))
                self._asking.add(task)
                task.add_done_callback(self._asking.discard)
                number += 1
                await asyncio.sleep(max(0.0, began + number / self._rate - time.monotonic()))
            await asyncio.gather(*self._asking)

    async def _ask(self, client: httpx.AsyncClient, target: str) -> None:
        outcome, began = self.outcomes[target], time.monotonic()
        outcome.asked += 1
        try:
            answer = await client.get(target)
        except httpx.HTTPError as error:
            outcome.failed[type(error).__name__] += 1
        else:
            if answer.status_code >= 500:
                outcome.failed[str(answer.status_code)] += 1
        outcome.slowest_seconds = max(outcome.slowest_seconds, time.monotonic() - began)
