"""One id follows a request from the gateway through logs, events and jobs into the database."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

TRACE_HEADER = "X-Request-ID"
#: Anything else could break out of the SQL comment or forge a line of the log.
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("mingtang_trace", default="")


def current_trace() -> str:
    """Return the id of what is being done now; empty outside a request, event or job."""
    return _current.get()


def new_trace() -> str:
    return uuid4().hex


def accept_trace(given: str | None) -> str:
    """Return the given id when it is well formed, else a new one."""
    return given if given and _WELL_FORMED.fullmatch(given) else new_trace()


@contextmanager
def tracing(trace: str | None = None) -> Iterator[str]:
    """Do the enclosed work under a trace id: the given one, or a new one."""
    trace = accept_trace(trace)
    token = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(token)


class TraceMiddleware:
    """Takes the gateway's request id, or makes one, and gives it back in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with tracing(request.META.get("HTTP_X_REQUEST_ID")) as trace:
            request.trace_id = trace  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers[TRACE_HEADER] = trace
        return response


def _sign_statement(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Name the trace in a comment, where the database's own logs and activity view show it.

    A comment costs no round trip, unlike SET.
    """
    trace = _current.get()
    if trace and isinstance(sql, str):
        sql = f"{sql} /* trace={trace} */"
    return execute(sql, params, many, context)


def _sign_statements(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    if _sign_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(_sign_statement)


# A signal of Django's own, not one between our modules: connections are met nowhere else.
connection_created.connect(_sign_statements, dispatch_uid="mingtang.kernel.trace")
