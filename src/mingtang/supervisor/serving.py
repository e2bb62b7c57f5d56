"""What a child of the supervisor, or a unit in production, runs for one system."""

import multiprocessing
import os
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from mingtang.gateway.preparing import prepare

#: Threads answer while others wait for the database; each keeps one connection.
THREADS = 4
STOPS_WITHIN_SECONDS = 5


def serve(system: str, *, port: int, address: str = "127.0.0.1", workers: int = 1) -> int:
    """Serve a system's pages until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"mingtang.{system}.settings")
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
    Granian(
        target=f"mingtang.{system}.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(),
        log_access=False,
        websockets=False,
        workers_kill_timeout=STOPS_WITHIN_SECONDS,
        process_name=f"mingtang: {system}",
    ).serve()
    return 0


def manage(system: str, *arguments: str) -> int:
    """Run a management command of a system."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"mingtang.{system}.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  slow to import

    execute_from_command_line([f"mingtang manage {system}", *arguments])
    return 0


def work(system: str) -> int:
    """Run a system's background work: relays, jobs, its heartbeat."""
    return manage(system, "run_worker")


def open_door() -> int:
    """Become nginx, with its files written from the manifests."""
    command = prepare()
    os.execv(command[0], command)  # noqa: S606  becomes nginx, without a shell
