"""Content by itself: a state folder, keys, a real PostgreSQL with its tables, in this very process."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingtang.kernel.keys import make_keys
from tools.bench.stock_wagtail import database_server

SIGNERS = ("content", "publish", "session")
SITE = Path(__file__).resolve().parents[2] / "demo" / "mingzhou" / "site.yaml"


@contextmanager
def content_alone() -> Iterator[Path]:
    """Give the state folder of a new, empty content system; Django is set up for it."""
    folder = Path(tempfile.mkdtemp(prefix="mingtang-bench-"))
    folder.chmod(0o755)
    try:
        with database_server(folder / "postgres") as url:
            _set_up(folder, url)
            yield folder
            _let_go()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str, name: str) -> str:
    """Make a database of this name anew; return its address."""
    import psycopg  # noqa: PLC0415  only benches with a database need it

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    before, _, after = url.partition("?")
    return (
        f"{before.rsplit('/', 1)[0]}/{name}?{after}"
        if after
        else f"{before.rsplit('/', 1)[0]}/{name}"
    )


def _set_up(folder: Path, url: str) -> None:
    (folder / "database-url").write_text(url)
    (folder / "topology.json").write_text('{"gateway": "", "systems": {}}')
    make_keys(folder / "keys", SIGNERS)
    os.environ.update(
        MINGTANG_ENV="production",
        MINGTANG_HOME=str(folder),
        MINGTANG_KEYS=str(folder / "keys"),
        MINGTANG_TOPOLOGY=str(folder / "topology.json"),
        MINGTANG_SITE=str(SITE),
        CONTENT_DATABASE_URL=new_database(url, "bench_content"),
        CONTENT_SECRET_KEY="only-for-this-bench-" + "x" * 40,
        DJANGO_SETTINGS_MODULE="mingtang.content.settings",
    )
    import django  # noqa: PLC0415  reads the environment set above
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)


def _let_go() -> None:
    from django.db import connections  # noqa: PLC0415  after set-up

    connections.close_all()
