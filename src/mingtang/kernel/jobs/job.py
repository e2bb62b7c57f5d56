"""The decorator that makes a function a job: a name, a queue, an owner, attempts and a deadline.

@job(name="publishing.render", queue="publishing", owner="内容管理", deadline_seconds=60)
def render(page_id: int) -> None: ...

render.later(page_id=7)          # deferred with the caller's transaction, or not at all
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, ParamSpec, cast

from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from mingtang.kernel.jobs.commands import keep_failure
from mingtang.kernel.jobs.retrying import Backoff
from mingtang.kernel.logs import log
from mingtang.kernel.trace import current_trace, tracing

P = ParamSpec("P")

#: Arguments the queue carries for us beside the job's own.
TRACE, DUE = "_trace", "_due"

#: Every job this process knows, by name.
JOBS: dict[str, "Job[Any]"] = {}


def named(name: str) -> "Job[Any]":
    """Return a job by its name: for a command that leaves work to a job which ends in commands itself.

    Importing it would be a ring. A name nobody knows raises KeyError at the first test that defers it.
    """
    return JOBS[name]


@dataclass(frozen=True, kw_only=True)
class Job(Generic[P]):
    """A function that can be called now, or deferred with `later` and `at`."""

    name: str
    title: str
    queue: str
    owner: str
    attempts: int
    deadline_seconds: int
    every: str | None
    function: Callable[P, object]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.function(*args, **kwargs)

    def later(self, *args: P.args, **kwargs: P.kwargs) -> int:
        """Defer the job; it exists when the surrounding transaction commits. Returns its number."""
        return self._defer(None, args, kwargs)

    def at(self, moment: datetime, *args: P.args, **kwargs: P.kwargs) -> int:
        """Defer the job until a moment (with a zone)."""
        return self._defer(moment, args, kwargs)

    def _defer(self, moment: datetime | None, args: Any, kwargs: Any) -> int:
        if args:
            raise TypeError(f"Give the arguments of {self.name} by name.")
        due = moment or datetime.now(UTC)
        deferrer = app.configure_task(self.name, schedule_at=moment, allow_unknown=False)
        number: int = deferrer.defer(
            **kwargs, **{TRACE: current_trace() or None, DUE: due.isoformat()}
        )
        return number

    def run(self, context: JobContext, **kwargs: Any) -> None:
        """Do the work inside a worker: under the trace it was deferred with, keeping failures."""
        kwargs.pop(DUE, None)
        if self.every:
            kwargs.pop("timestamp", None)
        with tracing(kwargs.pop(TRACE, None)):
            try:
                cast(Callable[..., object], self.function)(**kwargs)
            except Exception as error:
                self._failed(context, error)
                raise

    def _failed(self, context: JobContext, error: Exception) -> None:
        attempt = context.job.attempts + 1
        log.exception("job_failed", job=self.name, job_id=context.job.id, attempt=attempt)
        keep_failure(job_id=context.job.id or 0, attempt=attempt, error=error)


def job(
    *,
    name: str,
    queue: str,
    owner: str,
    title: str = "",
    attempts: int = 5,
    deadline_seconds: int = 300,
    every: str | None = None,
) -> Callable[[Callable[P, object]], Job[P]]:
    """Make a function a job. Its arguments must be plain JSON, and it must be safe to repeat.

    `owner` is whom to ask about it. The deadline counts from when the job falls due, over all
    attempts; a job past it is shown in red. `every` is a cron line in UTC.
    """

    def decorate(function: Callable[P, object]) -> Job[P]:
        made = Job(
            name=name,
            title=title or name,
            queue=queue,
            owner=owner,
            attempts=attempts,
            deadline_seconds=deadline_seconds,
            every=every,
            function=function,
        )
        _register(made)
        return made

    return decorate


def _register(made: Job[Any]) -> None:
    def run(context: JobContext, /, **kwargs: Any) -> None:
        made.run(context, **kwargs)

    task = app.task(
        name=made.name, queue=made.queue, retry=Backoff(made.attempts), pass_context=True
    )(run)
    if made.every:
        app.periodic(cron=made.every)(cast(Any, task))
    JOBS[made.name] = made
