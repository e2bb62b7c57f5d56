"""Waiting for what happens elsewhere: asks again until the answer is yes, and says so if it never is."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
#: How long anything may take on a busy machine. Nothing is judged by it; see the printed figures.
PATIENCE_SECONDS = 60.0


def eventually(
    ask: Callable[[], T],
    *,
    what: str,
    within_seconds: float = PATIENCE_SECONDS,
    pause_seconds: float = 0.05,
) -> T:
    """Return the first answer that holds; fail with `what` when none came in time."""
    deadline = time.monotonic() + within_seconds
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise AssertionError(f"等了 {within_seconds:.0f} 秒，还没有：{what}")
        time.sleep(pause_seconds)
    return answer
