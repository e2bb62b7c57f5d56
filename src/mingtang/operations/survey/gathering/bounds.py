"""Bounds: how much, how fast and how long. Whatever a site does, an inspection ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


def never() -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Bounds:
    #: Pages at most; what lies beyond is told, not silently left out.
    pages: int = 20_000
    workers: int = 6
    #: Requests a second to the site; nought is as fast as it answers.
    rate: float = 30
    connect_seconds: float = 10
    read_seconds: float = 15
    #: For one address with all its redirects.
    whole_seconds: float = 40
    page_bytes: int = 5 * 1024 * 1024
    file_bytes: int = 30 * 1024 * 1024
    redirects: int = 8
    #: Clicks from the home page.
    depth: int = 25
    #: Path parts of an address.
    parts: int = 14
    #: Addresses that differ only in their query.
    queries: int = 300
    #: Pages of one shape that are neither article nor list before the shape is taken for endless.
    empty_shapes: int = 150
    #: Seconds between the two times a link that failed is tried.
    retry_after: float = 60
    home_visits: int = 5
    honours_robots: bool = True
    checks_outside: bool = True
    #: Private addresses are asked only in tests and closed networks.
    allows_private: bool = False
    #: Articles published before this day are left out.
    since: date | None = None
    #: Paths a program answers, not a file.
    served: Sequence[str] = ()
    should_stop: Callable[[], bool] = never
