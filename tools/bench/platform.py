"""A whole platform with its demo city on a state folder of its own, for one benchmark."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

MINGTANG = Path(sys.executable).parent / "mingtang"
PORT = 18400
PASSWORD = "Mingzhou#2026"
PUBLISHED_WITHIN_SECONDS = 300
#: Of the systems themselves: what the caller has set for tests does not concern this platform.
_PRIVATE = ("_DATABASE_URL", "_SECRET_KEY")


@dataclass(frozen=True)
class Platform:
    """Where it listens, and the environment its commands need."""

    address: str
    environment: dict[str, str]

    def start(self) -> float:
        """Start in the background; return after how many seconds everything was ready."""
        began = time.monotonic()
        self._run("up", "-d")
        return time.monotonic() - began

    def stop(self) -> None:
        self._run("down")

    def status(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._run("status", "--json"))
        return told

    def row_of(self, name: str) -> dict[str, Any]:
        return next(row for row in self.status()["processes"] if row["name"] == name)

    def cookie_of(self, username: str) -> str:
        """Log in and return the Cookie header of the session."""
        with httpx.Client(base_url=self.address, trust_env=False, timeout=20) as client:
            page = client.get("/login/")
            token = page.text.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
            client.post(
                "/login/",
                data={"name": username, "password": PASSWORD, "csrfmiddlewaretoken": token},
                headers={"Referer": f"{self.address}/login/"},
            )
            return "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    def wait_until_published(self, path: str = "/guides/juzhuzheng/") -> None:
        """Wait until the workers have written what the demo city announced."""
        deadline = time.monotonic() + PUBLISHED_WITHIN_SECONDS
        with httpx.Client(base_url=self.address, trust_env=False) as client:
            while client.get(path).status_code != 200:
                if time.monotonic() > deadline:
                    sys.exit(f"{path} was not published in time")
                time.sleep(0.5)

    def kill_all_python(self) -> None:
        """Kill every process but nginx and PostgreSQL, the supervisor first."""
        told = self.status()
        spared = {"nginx", "postgres", "supervisor"}
        os.kill(told["supervisor"], signal.SIGKILL)
        for row in told["processes"]:
            if row["pid"] and row["name"] not in spared:
                with _already_gone():
                    os.killpg(row["pid"], signal.SIGKILL)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [str(MINGTANG), *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def new_platform() -> Iterator[Platform]:
    """Yield a platform that is not started yet; whatever happens, it is stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="mingtang-bench-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        inherited = {key: value for key, value in os.environ.items() if not _is_private(key)}
        environment = inherited | {
            "MINGTANG_HOME": f"{name}/home",
            "MINGTANG_PORT": str(PORT),
            "MINGTANG_UNLIMITED_CLIENTS": "127.0.0.1",
        }
        platform = Platform(f"http://127.0.0.1:{PORT}", environment)
        try:
            yield platform
        finally:
            subprocess.run(
                [str(MINGTANG), "down"], env=environment, capture_output=True, check=False
            )


@contextmanager
def _already_gone() -> Iterator[None]:
    try:
        yield
    except ProcessLookupError:
        return


def _is_private(name: str) -> bool:
    return name.startswith("MINGTANG_") or name.endswith(_PRIVATE)
