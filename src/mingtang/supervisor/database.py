"""The platform's PostgreSQL on one machine: a role and a database for each system, closed to others."""

import os
import pwd
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from mingtang.kernel.postgres import Cluster

#: Small enough to share a machine with everything else; the planner's JIT costs more than it gives
#: on short queries.
OPTIONS = {
    "shared_buffers": "96MB",
    "max_connections": "120",
    "jit": "off",
    "checkpoint_timeout": "15min",
    "max_wal_size": "512MB",
    "log_min_duration_statement": "1000",
    "password_encryption": "scram-sha-256",
}


def local_cluster(home: Path) -> Cluster:
    return Cluster(folder=home / "pg", options=OPTIONS)


def make_cluster(cluster: Cluster) -> bool:
    """Make the data folder and say who may enter. Returns whether it is new."""
    is_new = not (cluster.data / "PG_VERSION").exists()
    cluster.make()
    _close_the_door(cluster)
    return is_new


def _close_the_door(cluster: Cluster) -> None:
    """Operators enter as `postgres` by their account; systems need the password of their role."""
    operators = {"root", pwd.getpwuid(os.geteuid()).pw_name, cluster.account or "root"}
    rules = {
        "pg_hba.conf": ("local all postgres peer map=operators\nlocal all all scram-sha-256\n"),
        "pg_ident.conf": "".join(f"operators {name} postgres\n" for name in sorted(operators)),
    }
    owner = cluster.data.stat()
    for name, text in rules.items():
        path = cluster.data / name
        if path.read_text() != text:
            path.write_text(text)
            os.chown(path, owner.st_uid, owner.st_gid)


def make_databases(url: str, *, passwords: Mapping[str, str]) -> None:
    """Make each system's role and database; nobody else may connect to it. Safe to repeat."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name, password in passwords.items():
            _make_database(connection, name, password)


def drop_databases(url: str, *, names: list[str]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(command.format(sql.Identifier(name)))


def _make_database(connection: psycopg.Connection, name: str, password: str) -> None:
    role = sql.Identifier(name)
    if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", name):
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
    if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", name):
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
    connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(role))


def _exists(connection: psycopg.Connection, question: str, name: str) -> bool:
    return connection.execute(question, (name,)).fetchone() is not None
