"""The platform under test: started once on a state folder of its own, and always stopped."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.journeys.waiting import eventually

ROOT = Path(__file__).resolve().parents[2]
MINGTANG = (sys.executable, "-m", "mingtang.cli")
#: However the test run ends, its platform ends as well.
ENDS_WITH_ITS_PARENT = ("setpriv", "--pdeathsig", "TERM")
START_SECONDS = 600.0
STOP_SECONDS = 90
DEMO_SECONDS = 180.0
#: Offsets of the systems' own ports lie below this (see their manifests).
PORTS_IN_A_ROW = 10
#: What the test plugin tells the systems under test must not reach the platform.
NOT_FOR_THE_PLATFORM = re.compile(
    r"MINGTANG_|PYTEST_|DJANGO_SETTINGS_MODULE$|.*_(DATABASE_URL|SECRET_KEY|DATABASE_PASSWORD)$"
)


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A running platform: its address, and its folder when it was started here."""

    address: str
    home: Path | None = None

    def manage(self, system: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a management command the way an operator does."""
        return _mingtang(self, "manage", system, *arguments)

    def file(self, path: str) -> Path:
        assert self.home is not None
        return self.home / path

    def ends_of_logs(self, *, lines: int = 12) -> str:
        """Return the last lines of every log that has some."""
        if self.home is None:
            return ""
        parts = []
        for log in sorted((self.home / "logs").glob("*.log")):
            last = log.read_text(errors="replace").splitlines()[-lines:]
            if last:
                parts.append("\n".join([f"—— {log.name}", *(line[:600] for line in last)]))
        return "\n".join(parts)


@contextmanager
def running_platform() -> Iterator[Platform]:
    """Start the platform, wait until the demo city can be read and found, stop it at the end.

    MINGTANG_JOURNEY_ADDRESS (and MINGTANG_JOURNEY_HOME, its state folder) name one that runs.
    """
    if given := os.environ.get("MINGTANG_JOURNEY_ADDRESS"):
        home = os.environ.get("MINGTANG_JOURNEY_HOME")
        platform = Platform(address=given.rstrip("/"), home=Path(home) if home else None)
        wait_for_the_demo_city(platform)
        yield platform
        return
    with ExitStack() as stack:
        home = Path(tempfile.mkdtemp(prefix="mingtang-journeys-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        home.chmod(0o755)  # PostgreSQL and nginx give up root's rights and still have to get in
        platform = Platform(address=f"http://127.0.0.1:{_free_ports()}", home=home)
        output = stack.enter_context((home / "supervisor.out").open("w+"))
        supervisor = subprocess.Popen(
            [*ENDS_WITH_ITS_PARENT, *MINGTANG, "up"],
            cwd=ROOT,
            env=_environment(platform),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        stack.callback(_stop, supervisor)
        eventually(
            lambda: supervisor.poll() is not None or _is_ready(platform),
            what=f"平台启动好\n{platform.ends_of_logs()}",
            within_seconds=START_SECONDS,
            pause_seconds=1,
        )
        if supervisor.poll() is not None:
            raise AssertionError(f"{Path(output.name).read_text()}\n{platform.ends_of_logs()}")
        wait_for_the_demo_city(platform)
        yield platform


def _is_ready(platform: Platform) -> bool:
    status = _mingtang(platform, "status", "--json")
    return status.returncode == 0 and bool(json.loads(status.stdout)["is_ready"])


def _stop(supervisor: "subprocess.Popen[bytes]") -> None:
    supervisor.terminate()
    try:
        supervisor.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        supervisor.kill()


def wait_for_the_demo_city(platform: Platform) -> None:
    """Wait until pages and guides of the demo are published and can be found."""
    with httpx.Client(base_url=platform.address, timeout=20) as client:

        def is_there() -> bool:
            return all(
                client.get(path).status_code == 200
                for path in ("/", "/guides/", "/guides/juzhuzheng/", "/sitemap/")
            )

        def is_found() -> bool:
            found = client.get("/search", params={"q": "居住证"}).text
            return "/guides/juzhuzheng/" in found and "/zhengwu/" in found

        eventually(is_there, what="演示城市的页面都发布了", within_seconds=DEMO_SECONDS)
        eventually(is_found, what="演示城市的页面和指南都搜得到", within_seconds=DEMO_SECONDS)


def _mingtang(platform: Platform, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*MINGTANG, *arguments],
        cwd=ROOT,
        env=_environment(platform),
        capture_output=True,
        text=True,
        timeout=STOP_SECONDS,
        check=False,
    )


def _environment(platform: Platform) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not NOT_FOR_THE_PLATFORM.match(k)}
    return own | {
        "PYTHONPATH": str(ROOT / "src"),
        "MINGTANG_ENV": "demo",
        "MINGTANG_HOME": str(platform.home),
        "MINGTANG_PORT": platform.address.rsplit(":", 1)[-1],
        "MINGTANG_UNLIMITED_CLIENTS": "127.0.0.1",
    }


def _free_ports() -> int:
    """Return a port after which the ports of all systems are free as well."""
    for base in range(21000 + os.getpid() % 4000 * 10, 64000, PORTS_IN_A_ROW):
        if all(_is_free(base + offset) for offset in range(PORTS_IN_A_ROW)):
            return base
    raise AssertionError("没有一排空着的端口")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
