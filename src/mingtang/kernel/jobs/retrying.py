"""When a failed job is tried again: doubling waits with jitter, up to five minutes."""

from random import SystemRandom

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job as QueuedJob

LONGEST_WAIT_SECONDS = 300

_random = SystemRandom()


class Backoff(BaseRetryStrategy):  # type: ignore[misc] # the library ships no usable types
    """Allow a number of attempts in all, the first one included."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def get_retry_decision(
        self, *, exception: BaseException, job: QueuedJob
    ) -> RetryDecision | None:
        if job.attempts + 1 >= self.attempts:
            return None
        longest = min(LONGEST_WAIT_SECONDS, 2 ** min(job.attempts + 1, 12))
        milliseconds = int(longest * 1000 * (0.5 + _random.random() / 2))
        return RetryDecision(retry_in={"milliseconds": milliseconds})
