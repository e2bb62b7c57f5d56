"""`mingtang up` and `down`: the platform starts, runs in the foreground or detached, and stops."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingtang.supervisor.console import Progress, say
from mingtang.supervisor.control import ask
from mingtang.supervisor.leftovers import Roll, end_leftovers
from mingtang.supervisor.places import Places
from mingtang.supervisor.plan import Platform, all_specs, find_platform, make_ready
from mingtang.supervisor.preflight import check_machine, check_ports
from mingtang.supervisor.preloading import preload
from mingtang.supervisor.process import Process, State
from mingtang.supervisor.rotation import trim_logs
from mingtang.supervisor.trouble import AlreadyRunning, NotRunning, Trouble
from mingtang.supervisor.watch import Watch
from mingtang.supervisor.welcome import say_welcome

STOPS_WITHIN_SECONDS = 60.0


def up(places: Places, *, only_prepare: bool = False) -> None:
    """Start everything and watch it until told to stop."""
    progress = Progress()
    check_machine(places)
    with _only_one(places):
        roll = Roll(places.run / "roll.json")
        if count := end_leftovers(roll):
            say(f"结束了上次遗留的 {count} 个进程 ended {count} processes of an earlier run")
        trim_logs(places.logs)
        platform = find_platform(places)
        check_ports(platform.ports)
        make_ready(platform)
        preload()
        _watch(platform, progress, roll, only_prepare=only_prepare)


def up_detached(places: Places) -> None:
    """Start the supervisor in the background and return when everything is ready."""
    check_machine(places)
    if is_running(places):
        raise AlreadyRunning(places.address)
    log = places.log_of("supervisor")
    with log.open("ab") as output:
        start = output.tell()
        child = subprocess.Popen(
            [sys.executable, "-m", "mingtang.cli", "up"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _follow_until_ready(places, child, log, start)


def down(places: Places) -> None:
    """Stop everything and return when it is gone; also what a killed supervisor left behind."""
    try:
        supervisor = int(ask(places.control, do="stop")["supervisor"])
    except NotRunning:
        if is_locked(places) or not end_leftovers(Roll(places.run / "roll.json")):
            raise
        return
    deadline = time.monotonic() + STOPS_WITHIN_SECONDS
    while Path(f"/proc/{supervisor}").exists() and is_locked(places):
        if time.monotonic() > deadline:
            raise Trouble("平台没有及时停下。", "The platform did not stop in time.")
        time.sleep(0.05)


def is_running(places: Places) -> bool:
    try:
        ask(places.control, do="status")
    except NotRunning:
        return False
    return True


def is_locked(places: Places) -> bool:
    """Whether a supervisor holds this state folder."""
    lock = places.run / "supervisor.lock"
    if not lock.exists():
        return False
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _only_one(places: Places) -> Iterator[None]:
    with (places.run / "supervisor.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(places.address) from None
        yield


def _watch(platform: Platform, progress: Progress, roll: Roll, *, only_prepare: bool) -> None:
    places = platform.places

    def tell(process: Process) -> None:
        progress.tell(process)
        if process.state in {State.STARTING, State.STOPPED}:
            roll.write(p.pid for p in watch.processes.values() if p.pid)

    specs = all_specs(platform)
    if only_prepare:
        specs = [spec for spec in specs if spec.is_step or spec.name == "postgres"]
    watch = Watch(specs, log_of=places.log_of, control=places.control, tell=tell)
    say(f"正在启动 starting: {places.home}")
    watch.run(
        when_ready=lambda: say_welcome(places, seconds=progress.seconds),
        until_ready=only_prepare,
    )
    say("已全部停止 everything has stopped")


def _follow_until_ready(
    places: Places, child: "subprocess.Popen[bytes]", log: Path, start: int
) -> None:
    """Pass on what the supervisor says until it is ready, or has ended with trouble."""
    with log.open("rb") as lines:
        lines.seek(start)
        while True:
            ended, is_ready = child.poll() is not None, _is_ready(places)
            if text := lines.read():  # read after asking, so that the last words are passed on too
                sys.stdout.write(text.decode(errors="replace"))
                sys.stdout.flush()
            if ended:
                raise SystemExit(child.returncode or 1)
            if is_ready:
                return
            time.sleep(0.1)


def _is_ready(places: Places) -> bool:
    try:
        return bool(ask(places.control, do="status")["is_ready"])
    except NotRunning:
        return False
