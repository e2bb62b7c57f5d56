"""Puts the rendered files into the state folder and says how nginx is started."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from mingtang.gateway.moving.following import MAP
from mingtang.gateway.rendering.plan import CannotRender, Gateway

_WRITTEN = ("routes", "notices", "modsecurity")
_WORKERS_FOLDERS = ("cache/pages", "cache/identity", "tmp/modsecurity", "tmp/body", "tmp/proxy")


def write_files(files: Mapping[str, str], gateway: Gateway) -> Path:
    """Write all files; what an earlier rendering left behind goes. Returns nginx.conf."""
    for name in _WRITTEN:
        shutil.rmtree(gateway.folder / name, ignore_errors=True)
    for name, text in files.items():
        path = gateway.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    # Kept from one start to the next: pages that have moved answer before anything else runs.
    (gateway.folder / MAP).touch()
    for name in ("site", "assets", "static", "logs"):
        (gateway.home / name).mkdir(parents=True, exist_ok=True)
    for name in _WORKERS_FOLDERS:
        folder = gateway.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        _give_to_workers(folder, gateway.user)
    return gateway.folder / "nginx.conf"


def start_command(gateway: Gateway) -> list[str]:
    """Return the command that runs nginx in the foreground, its own errors on standard error."""
    return [*_nginx(gateway), "-g", "daemon off;"]


def check(gateway: Gateway) -> None:
    """Let nginx read the files; raises with its own words when it cannot."""
    answer = subprocess.run([*_nginx(gateway), "-t"], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise CannotRender(f"nginx does not accept its configuration:\n{answer.stderr.strip()}")


def _nginx(gateway: Gateway) -> list[str]:
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        raise CannotRender("nginx is not installed: install the packages of deploy/gateway.")
    folder = str(gateway.folder)
    return [program, "-e", "stderr", "-p", folder, "-c", f"{folder}/nginx.conf"]


def _give_to_workers(folder: Path, user: str) -> None:
    folder.chmod(0o700)
    if user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
