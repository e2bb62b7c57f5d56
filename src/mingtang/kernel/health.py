"""Whether this process lives, and whether the system behind it can do its work."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from mingtang.kernel.jobs.queries import is_worker_alive
from mingtang.kernel.manifest import current_system

#: A check returns a sentence when something is wrong.
Check = Callable[[], str | None]


def health(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives. Touches nothing, so it is true even when the rest is not."""
    return JsonResponse({"status": "alive", "system": settings.MINGTANG_SYSTEM})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything this system needs is there, else 503 with what is missing."""
    problem = find_problem()
    body = {
        "status": "ready" if problem is None else "not ready",
        "system": settings.MINGTANG_SYSTEM,
        "problem": problem,
    }
    return JsonResponse(
        body,
        status=200 if problem is None else 503,
        headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )


def find_problem() -> str | None:
    """Return the first thing that keeps this system from working, as a sentence."""
    system = current_system()
    checks: list[Check] = []
    if system.has_database:
        checks += [_database_answers, _migrations_are_applied]
    if system.has_worker:
        checks.append(_worker_lives)
    return next((problem for check in checks if (problem := check())), None)


def _database_answers() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return "数据库连不上。"
    return None


def _migrations_are_applied() -> str | None:
    try:
        _require_migrations()
    except _Unapplied as unapplied:
        return f"还有 {unapplied.args[0]} 个数据库迁移没有执行。"
    return None


class _Unapplied(Exception):  # noqa: N818  carries a count from a cached function
    pass


@cache
def _require_migrations() -> None:
    """Raise unless all migrations are applied; asked until it is so, then never again."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise _Unapplied(len(plan))


def _worker_lives() -> str | None:
    return None if is_worker_alive() else "后台工作进程没有心跳。"
