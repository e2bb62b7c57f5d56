"""Wagtail as `wagtail start` makes it, on PostgreSQL and behind the server we use ourselves."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from mingtang.kernel.postgres import Cluster

BIN = Path(sys.executable).parent
DATABASE = "bench_stock_wagtail"
#: The same server with the same number of threads as our own systems (supervisor/serving.py).
THREADS = 4
_SETTINGS = """
from .base import *

DEBUG = False
SECRET_KEY = "only-for-this-bench"
ALLOWED_HOSTS = ["*"]
DATABASES = {{"default": {{
    "ENGINE": "django.db.backends.postgresql",
    "NAME": {name!r}, "USER": {user!r}, "PASSWORD": {password!r}, "HOST": {host!r}, "PORT": {port!r},
    "CONN_MAX_AGE": {keep},
}}}}
STORAGES["staticfiles"] = {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""


@contextmanager
def database_server(folder: Path) -> Iterator[str]:
    """Give a PostgreSQL: that of $DATABASE_URL, else one started for the occasion."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    cluster = Cluster(folder=folder, options={})
    cluster.make()
    server = cluster.start(log=folder / "postgres.log")
    try:
        yield cluster.url("postgres")
    finally:
        cluster.stop()
        server.wait(10)


@contextmanager
def stock_wagtail(
    folder: Path, *, database_url: str, port: int, workers: int, keeps_connections: bool
) -> Iterator[str]:
    """Make, migrate and serve a new project; gives the address of its home page."""
    folder.mkdir(parents=True)
    subprocess.run(
        [str(BIN / "wagtail"), "start", "stock", str(folder)], check=True, stdout=subprocess.DEVNULL
    )
    url = _make_database(database_url)
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    settings = _SETTINGS.format(
        name=parts.path.lstrip("/"),
        user=parts.username or "",
        password=parts.password or "",
        host=host,
        port=str(parts.port or ""),
        keep=600 if keeps_connections else 0,
    )
    (folder / "stock" / "settings" / "bench.py").write_text(settings)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "stock.settings.bench"}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=folder, env=environment, check=True
    )
    server = subprocess.Popen(
        [
            *(str(BIN / "granian"), "--interface", "wsgi", "--port", str(port)),
            *("--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws"),
            *("--log-level", "error", "stock.wsgi:application"),
        ],
        cwd=folder,
        env=environment,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _make_database(url: str) -> str:
    import psycopg  # noqa: PLC0415  only this half of the bench needs it

    parts = urlsplit(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return parts._replace(path=f"/{DATABASE}").geturl()


def _wait_for(url: str) -> None:
    for _ in range(200):
        try:
            with urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{url} does not answer")
