"""What is looked at before anything starts, so that each lack is one sentence and not a crash."""

import importlib.util
import shutil
import socket
import sys
from collections.abc import Iterable

import psutil

from mingtang.supervisor.places import Places
from mingtang.supervisor.trouble import DiskFull, PackageMissing, PortInUse, WrongPython

LEAST_FREE_MEGABYTES = 300
PROGRAMS = ("nginx",)
PACKAGES = ("django", "granian", "wagtail", "psycopg", "tongsuopy", "procrastinate")


def check_machine(places: Places, *, programs: Iterable[str] = PROGRAMS) -> None:
    """Refuse a machine that lacks something, naming the first thing."""
    if sys.version_info < (3, 11):  # noqa: UP036  someone may run the file with an older one
        raise WrongPython(sys.version.split()[0])
    for package in PACKAGES:
        if importlib.util.find_spec(package) is None:
            raise PackageMissing(f"Python {package}")
    for program in programs:
        if shutil.which(program, path="/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin") is None:
            raise PackageMissing(program)
    places.make()
    free = shutil.disk_usage(places.home).free // 2**20
    if free < LEAST_FREE_MEGABYTES:
        raise DiskFull(str(places.home), free)


def check_ports(ports: Iterable[int]) -> None:
    for port in ports:
        for address in ("127.0.0.1", "0.0.0.0"):  # noqa: S104  only asks whether it is free
            if not _is_free(address, port):
                raise PortInUse(port, _holder_of(port))


def _is_free(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError:
            return False
    return True


def _holder_of(port: int) -> str:
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return "另一个程序 another program"
    for connection in connections:
        if connection.laddr and connection.laddr.port == port and connection.pid:
            return f"{psutil.Process(connection.pid).name()}, pid {connection.pid}"
    return "另一个程序 another program"
