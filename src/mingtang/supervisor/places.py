"""Where things are on this machine: the checkout, the state folder, the port."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mingtang.supervisor.trouble import FolderNotWritable, Trouble

CHECKOUT = Path(__file__).resolve().parents[3]
DEFAULT_PORT = 8000
#: A Unix socket's path may not be longer (sun_path in unix(7) holds 108 bytes).
LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True, kw_only=True)
class Places:
    root: Path
    home: Path
    port: int
    environment: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def run(self) -> Path:
        """What tells other commands about the running supervisor."""
        return self.home / "run"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def demo(self) -> Path:
        return self.root / "demo" / "mingzhou"

    @property
    def control(self) -> Path:
        """The socket that `status` and `down` talk to."""
        beside = self.run / "control.sock"
        if len(str(beside)) <= LONGEST_SOCKET_PATH:
            return beside
        return Path("/tmp") / f"mingtang-{_digest(self.home)}.sock"  # noqa: S108  named by its home

    def log_of(self, process: str) -> Path:
        return self.logs / f"{process.replace(':', '-')}.log"

    def make(self) -> None:
        """Make the folders that must be there before anything starts."""
        try:
            for folder in (self.home, self.run, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
            self.run.chmod(0o700)
            self.logs.chmod(0o750)
        except OSError as error:
            raise FolderNotWritable(str(self.home)) from error


def find_places(environ: Mapping[str, str] = os.environ) -> Places:
    return Places(
        root=CHECKOUT,
        home=_home(environ),
        port=_port(environ.get("MINGTANG_PORT") or str(DEFAULT_PORT)),
        environment=environ.get("MINGTANG_ENV") or "demo",
    )


def is_reachable_by_others(folder: Path) -> bool:
    """Whether an unprivileged account can walk down to the folder (all parents searchable)."""
    return all(
        parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents) if parent.exists()
    )


def _home(environ: Mapping[str, str]) -> Path:
    """Return the state folder.

    PostgreSQL and nginx's workers give up root's rights, so under root the folder must be reachable
    for others: a checkout inside /root keeps its state in /var/lib instead.
    """
    if given := environ.get("MINGTANG_HOME"):
        return Path(given).absolute()
    if os.geteuid() == 0 and not is_reachable_by_others(CHECKOUT):
        return Path("/var/lib") / f"mingtang-{_digest(CHECKOUT)}"
    return CHECKOUT / "var"


def _port(text: str) -> int:
    if not (text.isdigit() and 1 <= int(text) <= 65000):
        raise Trouble(
            f"MINGTANG_PORT 应是 1 到 65000 之间的数，现在是 {text}。",
            f"MINGTANG_PORT must be a number from 1 to 65000, not {text}.",
        )
    return int(text)


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]
