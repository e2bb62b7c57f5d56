"""Manners: what a site's robots.txt says is kept to, and no site is asked faster than it can bear."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from mingtang.content.fetching.errors import (
    RedirectsInRing,
    RedirectsTooOften,
    RobotsForbid,
    StatusRefused,
    TooMuch,
)
from mingtang.content.fetching.fetching import USER_AGENT, Fetcher, Limits

PAUSE_SECONDS = 1.0
LONGEST_PAUSE = 10.0
ROBOTS = Limits(seconds=15.0, silent_seconds=10.0, most_bytes=500 * 1024)
_NAME = USER_AGENT.partition("/")[0]


class Pace:
    """When each site was asked last, by whatever thread of this process."""

    def __init__(
        self,
        *,
        seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds, self._clock, self._wait = seconds, clock, wait
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def keep(self, site: str, *, asked_for: float | None = None) -> None:
        """Wait until it is this site's turn again; `asked_for` is the site's own crawl delay."""
        pause = min(max(self._seconds, asked_for or 0.0), LONGEST_PAUSE)
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_at.get(site, now))
            self._free_at[site] = turn + pause
        if turn > now:
            self._wait(turn - now)


OUR_PACE = Pace()


@dataclass
class Manners:
    """Asks each site's robots.txt once and keeps to it: used as `Fetcher.before`."""

    pace: Pace = field(default_factory=lambda: OUR_PACE)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def __call__(self, fetcher: Fetcher, address: str) -> None:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._ask(fetcher, site)
        rules = self._robots[site]
        if not rules.can_fetch(_NAME, address):
            raise RobotsForbid
        delay = rules.crawl_delay(_NAME)
        self.pace.keep(site, asked_for=float(delay) if delay else None)

    def _ask(self, fetcher: Fetcher, site: str) -> RobotFileParser:
        """Read robots.txt after RFC 9309: none means all is open, a sick site means not today."""
        rules = RobotFileParser()
        lines: list[str] = []
        self.pace.keep(site)
        asking = Fetcher(ask=fetcher.ask, clock=fetcher.clock)
        try:
            answer = asking.fetch(f"{site}/robots.txt", limits=ROBOTS)
            if "html" not in answer.kind:
                lines = answer.content.decode("utf-8", errors="replace").splitlines()
        except StatusRefused as refusal:
            if refusal.code == 429 or refusal.code >= 500:
                raise
        except (RedirectsInRing, RedirectsTooOften, TooMuch):
            lines = []  # RFC 9309, 2.3.1.2 and 2.5: as good as none
        rules.parse(lines)
        return rules


def polite_fetcher(*, pace: Pace | None = None) -> Fetcher:
    return Fetcher(before=Manners(pace or OUR_PACE))
