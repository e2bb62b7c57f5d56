"""Testing: the pytest plugin that gives every test run a real PostgreSQL, keys and a state folder.

Used as `-p mingtang.kernel.testing`. It runs before Django reads any settings. One test cluster is
shared by parallel runs; the last one to leave stops it. The databases stay for `--reuse-db`.
"""

import atexit
import fcntl
import json
import os
import shutil
import tempfile
from pathlib import Path

from mingtang.kernel.keys import make_keys
from mingtang.kernel.postgres import Cluster

FOLDER = Path(os.environ.get("MINGTANG_TEST_FOLDER", tempfile.gettempdir())) / "mingtang-test"
SYSTEMS = (
    "kernel",
    "designsystem",
    "documents",
    "gateway",
    "content",
    "services",
    "accounts",
    "assistant",
    "dataplatform",
    "operations",
    "openplatform",
)
SIGNERS = (*SYSTEMS, "session", "publish")
#: Lets the tables of append-only records be emptied between tests.
MARK = "&options=-c%20mingtang.testing%3Dyes"
#: Durability is for people's data; a test throws its data away.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def _prepare() -> None:
    if "MINGTANG_TEST_PREPARED" in os.environ:  # a worker of pytest-xdist inherits it all
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    FOLDER.chmod(0o755)
    home = Path(tempfile.mkdtemp(prefix="mingtang-home-"))
    home.chmod(0o755)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.setdefault("MINGTANG_ENV", "test")
    os.environ["MINGTANG_HOME"] = str(home)
    os.environ["MINGTANG_KEYS"] = str(FOLDER / "keys")
    os.environ["MINGTANG_TOPOLOGY"] = str(home / "topology.json")
    (home / "topology.json").write_text(json.dumps({"gateway": "", "systems": {}}))
    cluster = Cluster(folder=FOLDER / "postgres", options=FAST)
    _join(cluster)
    for system in SYSTEMS:
        os.environ[f"{system.upper()}_SECRET_KEY"] = f"only-for-tests-{system}-" + "x" * 32
        os.environ[f"{system.upper()}_DATABASE_URL"] = cluster.url(system) + MARK
    os.environ["MINGTANG_TEST_PREPARED"] = "1"


def _join(cluster: Cluster) -> None:
    """Start what all runs share, or join it; the last run to leave stops the server."""
    users = (FOLDER / "users.lock").open("w")
    with (FOLDER / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        make_keys(FOLDER / "keys", SIGNERS)
        cluster.make()
        if not cluster.is_ready():
            server = cluster.start(log=FOLDER / "postgres.log")
            server.returncode = 0  # it may outlive this run; the last run stops it
        fcntl.flock(users, fcntl.LOCK_SH)
    atexit.register(_leave, cluster, users.fileno(), users)


def _leave(cluster: Cluster, lock: int, keep_open: object) -> None:
    with (FOLDER / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        cluster.stop()


_prepare()
